namespace Shop.Data.Redis;

/// <summary>Whether this process can be sent requests, as far as Redis is concerned.</summary>
public sealed class StorageHealth
{
    private readonly Topology _topology;
    private readonly RedisOptions _options;
    private volatile bool _connected;

    internal StorageHealth(Topology topology, RedisOptions options)
    {
        _topology = topology;
        _options = options;
    }

    /// <summary>
    /// False before the first connection (a master was known and a read worked) and after 60 s without a master. A failover leaves it true: what
    /// comes meanwhile is held.
    /// </summary>
    public bool IsReady => _connected && _topology.WithoutMasterFor < _options.NotReadyAfter;

    internal void ReportConnected() => _connected = true;
}
