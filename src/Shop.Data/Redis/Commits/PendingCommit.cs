using System.Diagnostics;
using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>A write on its way: sent as often as it takes, ended once.</summary>
internal sealed class PendingCommit(
    LuaScript script, RedisKey[] keys, RedisValue[] arguments, long arrivedAt, RedisOptions options, TimeProvider time, RedisMetrics metrics)
{
    // What a command and its keys take besides its arguments: generous, since the limit on a batch is a round number anyway.
    private const int Overhead = 512;

    private readonly TaskCompletionSource<Commit> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LuaScript Script => script;

    public long ArrivedAt => arrivedAt;

    /// <summary>Of the call that waits for it; null while nobody listens.</summary>
    public Activity? Span { get; init; }

    public RedisKey[] Keys => keys;

    public RedisValue[] Arguments => arguments;

    public int Bytes { get; } = Overhead + arguments.Sum(ClientLibrary.SizeOf);

    /// <summary>Whether it was sent before.</summary>
    public bool WasSent { get; private set; }

    /// <summary>Whether the master answered the last attempt and only its replicas are missing.</summary>
    public bool OnMaster { get; set; }

    public bool IsEnded => _end.Task.IsCompleted;

    public bool IsHeldTooLong => time.GetElapsedTime(arrivedAt) >= options.Hold;

    /// <summary>Waits for the end, at most until the hold is over. Cancelling stops the waiting; the write goes on.</summary>
    public async Task<Commit> EndAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _end.Task.WaitAsync(options.Hold, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            GiveUp();
            return await _end.Task;
        }
    }

    public void SentTo(string node)
    {
        WasSent = true;
        RedisSpans.Sent(Span, node);
    }

    public void Acknowledge(Commit commit)
    {
        if (_end.TrySetResult(commit))
        {
            metrics.CommitAcknowledged(time.GetElapsedTime(arrivedAt));
        }
    }

    /// <summary>The script failed by itself; sending it again would fail again.</summary>
    public void Fail(Exception exception)
    {
        if (_end.TrySetException(exception))
        {
            metrics.CommitFailed();
        }
    }

    public void GiveUp()
    {
        var exception = OnMaster
            ? new RedisUnavailableException(
                RedisUnavailableReason.ReplicationTimeout, options.RetryAfter, $"The replicas did not confirm {script.Name} within {options.Hold}.")
            : new RedisUnavailableException(
                RedisUnavailableReason.StorageUnavailable, options.RetryAfter, $"No master took {script.Name} within {options.Hold}.");
        if (_end.TrySetException(exception))
        {
            metrics.CommitGivenUp();
        }
    }
}
