namespace Shop.Data.Redis;

/// <summary>Whether this process can be sent requests, as far as Redis is concerned.</summary>
public sealed class StorageHealth
{
    /// <summary>
    /// False before the first connection (a master was known and a read worked) and after 60 s without a master. A failover leaves it true: what
    /// comes meanwhile is held.
    /// </summary>
    public bool IsReady { get; private set; }
}
