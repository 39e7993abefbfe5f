namespace Shop.Data.Redis;

/// <summary>Redis could not answer in time. The change may or may not have happened; sending it again with the same operation is safe.</summary>
public sealed class RedisUnavailableException(RedisUnavailableReason reason, TimeSpan retryAfter, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public RedisUnavailableReason Reason { get; } = reason;

    /// <summary>When a further attempt has a chance: the <c>Retry-After</c> header.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}

/// <summary>Why Redis could not answer.</summary>
public enum RedisUnavailableReason
{
    /// <summary>No node could be read, or no master took the write, for as long as an operation is held.</summary>
    StorageUnavailable,

    /// <summary>The master has the write, but the replicas that must hold it did not confirm it in time.</summary>
    ReplicationTimeout,

    /// <summary>The queue of waiting writes is full; nothing was tried.</summary>
    Overloaded,
}
