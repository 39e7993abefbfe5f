using System.Diagnostics.Metrics;

namespace Shop.Data.Redis;

/// <summary>
/// Who is what, as the topology has it. A node that is no master, or no replica, any more says NaN once it was one: an observed gauge that is
/// silent would keep its last value.
/// </summary>
internal sealed class TopologyGauges
{
    private readonly Topology _topology;
    private readonly HashSet<string> _masters = new(StringComparer.Ordinal);
    private readonly HashSet<string> _replicas = new(StringComparer.Ordinal);

    private TopologyGauges(Topology topology) => _topology = topology;

    public static void Show(Meter meter, Topology topology)
    {
        var gauges = new TopologyGauges(topology);
        meter.CreateObservableGauge(
            "shop.redis.master", () => topology.Current.Master is null ? 0L : 1L, "{node}", "1 while a master is known, else 0: then writes are held.");
        meter.CreateObservableGauge("shop.redis.master_info", gauges.Master, "{node}", "1 for the node that takes writes.");
        meter.CreateObservableGauge(
            "shop.redis.read_set", () => (long)topology.Current.ReadSet.Count, "{node}", "Replicas that are read from.");
        meter.CreateObservableGauge(
            "shop.redis.acknowledgements", () => (long)topology.Current.Acknowledgements, "{node}", "Replicas that must confirm a write.");
        meter.CreateObservableGauge(
            "shop.redis.replica_lag", gauges.Lags, "By", "How far a replica is behind the master, by what both said last.");
        meter.CreateObservableCounter(
            "shop.redis.failovers", () => Math.Max(0, topology.Current.Epoch - 1), "{failover}", "Masters that were followed by another one.");
    }

    private List<Measurement<double>> Master() =>
        Measured(_masters, _topology.Current.Master is { } master ? [KeyValuePair.Create(master, 1.0)] : []);

    private List<Measurement<double>> Lags() => Measured(_replicas, _topology.Report().Replicas
        .Where(replica => replica.LagBytes is not null)
        .Select(replica => KeyValuePair.Create(replica.Endpoint, (double)replica.LagBytes!)));

    private static List<Measurement<double>> Measured(HashSet<string> known, IEnumerable<KeyValuePair<string, double>> present)
    {
        var values = present.ToDictionary(StringComparer.Ordinal);
        lock (known)
        {
            known.UnionWith(values.Keys);
            return [.. known.Select(node => new Measurement<double>(
                values.GetValueOrDefault(node, double.NaN), new KeyValuePair<string, object?>("server.address", node)))];
        }
    }
}
