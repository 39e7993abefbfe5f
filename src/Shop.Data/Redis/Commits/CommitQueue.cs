using System.Threading.Channels;
using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>
/// Where every change goes in. It comes out acknowledged by as many replicas as must hold it, or as a
/// <see cref="RedisUnavailableException"/> after the hold. The script must be safe to run again: it is sent until its answer is proven.
/// </summary>
internal sealed class CommitQueue(RedisOptions options, TimeProvider time, RedisMetrics metrics)
{
    private readonly Channel<PendingCommit> _waiting = Channel.CreateBounded<PendingCommit>(
        new BoundedChannelOptions(options.QueueLimit) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <summary>For the writer alone.</summary>
    public ChannelReader<PendingCommit> Waiting => _waiting.Reader;

    /// <exception cref="RedisUnavailableException">The queue is full, or the hold was over first.</exception>
    /// <exception cref="RedisServerException">The script failed: a defect in it.</exception>
    public async Task<Commit> CommitAsync(LuaScript script, RedisKey[] keys, RedisValue[] arguments, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var pending = new PendingCommit(script, keys, arguments, time.GetTimestamp(), options, time, metrics);
        metrics.CommitQueued();
        if (!_waiting.Writer.TryWrite(pending))
        {
            throw Refuse();
        }

        return await pending.EndAsync(cancellationToken);
    }

    /// <summary>Takes nothing more; what waits is still written.</summary>
    public void Close() => _waiting.Writer.TryComplete();

    private RedisUnavailableException Refuse()
    {
        if (_waiting.Reader.Completion.IsCompleted)
        {
            metrics.CommitGivenUp();
            return new RedisUnavailableException(RedisUnavailableReason.StorageUnavailable, options.RetryAfter, "This process is shutting down.");
        }

        metrics.CommitRefused();
        return new RedisUnavailableException(
            RedisUnavailableReason.Overloaded, options.RetryAfter, $"{options.QueueLimit} writes are waiting already.");
    }
}
