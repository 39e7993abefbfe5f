namespace Shop.Data.Redis;

/// <summary>Who is what, as this process sees it: for people, not for decisions.</summary>
/// <param name="Master">The node that takes writes, as <c>host:port</c>; null while none is known.</param>
/// <param name="Epoch">Rises whenever another node becomes the master; counted since this process started.</param>
/// <param name="Replicas">Every other node that is known, dead ones too.</param>
/// <param name="Failovers">How often another node became the master since this process found the first one.</param>
public sealed record TopologyReport(
    string? Master, long Epoch, IReadOnlyList<ReplicaReport> Replicas, IReadOnlyList<SentinelReport> Sentinels, long Failovers);

/// <param name="Connected">Whether it answers this process now.</param>
/// <param name="LagBytes">How far it is behind the master, of what both said last; null while one of them has said nothing.</param>
/// <param name="InReadSet">Whether reads go to it.</param>
public sealed record ReplicaReport(string Endpoint, bool Connected, long? LagBytes, bool InReadSet);

/// <param name="Connected">Whether its vote counts now.</param>
public sealed record SentinelReport(string Endpoint, bool Connected);

/// <summary>Tells people about the topology.</summary>
public sealed class TopologyView
{
    private readonly Topology _topology;

    internal TopologyView(Topology topology) => _topology = topology;

    public TopologyReport Report() => _topology.Report();
}
