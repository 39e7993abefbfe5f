using System.Threading.Channels;
using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>
/// Where every change goes in. It comes out acknowledged by as many replicas as must hold it, or as a
/// <see cref="RedisUnavailableException"/> after the hold. The script must be safe to run again: it is sent until its answer is proven.
/// </summary>
internal sealed class CommitQueue
{
    private readonly RedisOptions _options;
    private readonly TimeProvider _time;
    private readonly RedisMetrics _metrics;
    private readonly Channel<PendingCommit> _waiting;
    private volatile PendingCommit? _oldestTaken;

    public CommitQueue(RedisOptions options, TimeProvider time, RedisMetrics metrics)
    {
        (_options, _time, _metrics) = (options, time, metrics);
        _waiting = Channel.CreateBounded<PendingCommit>(
            new BoundedChannelOptions(options.QueueLimit) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        metrics.Observe(this);
    }

    /// <summary>How long the oldest write has been waiting for its answer, sent or not; zero when there is none.</summary>
    public TimeSpan OldestAge =>
        (_oldestTaken ?? (_waiting.Reader.TryPeek(out var next) ? next : null)) is { IsEnded: false } oldest
            ? _time.GetElapsedTime(oldest.ArrivedAt)
            : TimeSpan.Zero;

    /// <summary>For the writer alone.</summary>
    public ChannelReader<PendingCommit> Waiting => _waiting.Reader;

    /// <exception cref="RedisUnavailableException">The queue is full, or the hold was over first.</exception>
    /// <exception cref="RedisServerException">The script failed: a defect in it.</exception>
    public async Task<Commit> CommitAsync(LuaScript script, RedisKey[] keys, RedisValue[] arguments, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var span = RedisSpans.StartCommit(script);
        try
        {
            var pending = new PendingCommit(script, keys, arguments, _time.GetTimestamp(), _options, _time, _metrics) { Span = span };
            _metrics.CommitQueued();
            if (!_waiting.Writer.TryWrite(pending))
            {
                throw Refuse();
            }

            return await pending.EndAsync(cancellationToken);
        }
        catch (Exception failure)
        {
            RedisSpans.Fail(span, failure);
            throw;
        }
    }

    /// <summary>The writer tells which of the writes that it has taken is the oldest; null for none.</summary>
    public void Took(PendingCommit? oldest) => _oldestTaken = oldest;

    /// <summary>Takes nothing more; what waits is still written.</summary>
    public void Close() => _waiting.Writer.TryComplete();

    private RedisUnavailableException Refuse()
    {
        if (_waiting.Reader.Completion.IsCompleted)
        {
            _metrics.CommitGivenUp();
            return new RedisUnavailableException(RedisUnavailableReason.StorageUnavailable, _options.RetryAfter, "This process is shutting down.");
        }

        _metrics.CommitRefused();
        return new RedisUnavailableException(
            RedisUnavailableReason.Overloaded, _options.RetryAfter, $"{_options.QueueLimit} writes are waiting already.");
    }
}
