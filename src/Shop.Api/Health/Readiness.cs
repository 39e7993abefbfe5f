namespace Shop.Api.Health;

/// <summary>
/// Whether the store can serve, as it sees itself: false before its first connection and after 60 s without a master, true in a failover.
/// </summary>
internal delegate bool StorageReadiness();

internal enum ReadinessState
{
    Ready,
    Starting,
    Draining,
    StorageUnavailable,
}

/// <summary>Whether a load balancer should send requests here. A failover alone never says no: it would empty the balancer.</summary>
internal sealed class Readiness(StorageReadiness storage, Draining draining)
{
    private volatile bool _hasBeenReady;

    public ReadinessState State => (draining.HasBegun, storage()) switch
    {
        (true, _) => ReadinessState.Draining,
        (false, true) => Ready(),
        _ when _hasBeenReady => ReadinessState.StorageUnavailable,
        _ => ReadinessState.Starting,
    };

    private ReadinessState Ready()
    {
        _hasBeenReady = true;
        return ReadinessState.Ready;
    }
}
