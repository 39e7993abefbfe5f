using System.Diagnostics.Metrics;

namespace Shop.Data.Redis;

/// <summary>
/// What the way to Redis counts, meter <c>Shop.Redis</c>. The counters are observed, not pushed: each series is there with 0 from the first
/// scrape on, whenever the exporter began to listen.
/// </summary>
internal sealed class RedisMetrics
{
    public const string MeterName = "Shop.Redis";

    // A write takes some milliseconds; a failover at down-after 1000 ms 2 to 3.5 s; the hold ends at 10 s.
    private static readonly double[] CommitSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 4, 6, 8, 10];

    private readonly Meter _meter;
    private readonly Histogram<double> _commitDuration;
    private long _readByMaster;
    private long _readByReplica;
    private long _hedged;
    private long _waiting;
    private long _acknowledged;
    private long _unavailable;
    private long _overloaded;
    private long _failed;
    private long _resent;
    private long _short;

    public RedisMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        CountReads();
        CountCommits();
        _commitDuration = _meter.CreateHistogram(
            "shop.redis.commit.duration", "s", "How long writes waited until they were acknowledged.", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = CommitSeconds });
    }

    public void ReadAnsweredByMaster() => Interlocked.Increment(ref _readByMaster);

    public void ReadAnsweredByReplica() => Interlocked.Increment(ref _readByReplica);

    public void ReadHedged() => Interlocked.Increment(ref _hedged);

    public void CommitQueued() => Interlocked.Increment(ref _waiting);

    public void CommitAcknowledged(TimeSpan waited)
    {
        Interlocked.Decrement(ref _waiting);
        Interlocked.Increment(ref _acknowledged);
        _commitDuration.Record(waited.TotalSeconds);
    }

    /// <summary>The hold was over before the write was acknowledged.</summary>
    public void CommitGivenUp()
    {
        Interlocked.Decrement(ref _waiting);
        Interlocked.Increment(ref _unavailable);
    }

    /// <summary>The script itself failed: a defect.</summary>
    public void CommitFailed()
    {
        Interlocked.Decrement(ref _waiting);
        Interlocked.Increment(ref _failed);
    }

    /// <summary>The queue was full.</summary>
    public void CommitRefused()
    {
        Interlocked.Decrement(ref _waiting);
        Interlocked.Increment(ref _overloaded);
    }

    public void CommitsResent(int count) => Interlocked.Add(ref _resent, count);

    /// <summary>A batch was on the master, and fewer replicas than needed confirmed it.</summary>
    public void AcknowledgementShort() => Interlocked.Increment(ref _short);

    /// <summary>Shows who is what, as the topology has it.</summary>
    public void Observe(Topology topology)
    {
        _meter.CreateObservableGauge(
            "shop.redis.master", () => topology.Current.Master is null ? 0L : 1L, "{node}", "1 while a master is known, else 0: then writes are held.");
        _meter.CreateObservableGauge(
            "shop.redis.read_set", () => (long)topology.Current.ReadSet.Count, "{node}", "Replicas that are read from.");
        _meter.CreateObservableGauge(
            "shop.redis.acknowledgements", () => (long)topology.Current.Acknowledgements, "{node}", "Replicas that must confirm a write.");
        _meter.CreateObservableCounter(
            "shop.redis.failovers", () => Math.Max(0, topology.Current.Epoch - 1), "{failover}", "Masters that were followed by another one.");
    }

    private void CountReads()
    {
        _meter.CreateObservableCounter<long>(
            "shop.redis.reads",
            () => [Labelled(ref _readByMaster, "shop.redis.role", "master"), Labelled(ref _readByReplica, "shop.redis.role", "replica")],
            "{read}",
            "Reads that were answered, by the role of the node that did.");
        _meter.CreateObservableCounter(
            "shop.redis.reads.hedged",
            () => Interlocked.Read(ref _hedged), "{read}", "Reads that were asked of a further node, because the one before was silent.");
    }

    private void CountCommits()
    {
        _meter.CreateObservableCounter<long>(
            "shop.redis.commits",
            () =>
            [
                Labelled(ref _acknowledged, "outcome", "acknowledged"), Labelled(ref _unavailable, "outcome", "unavailable"),
                Labelled(ref _overloaded, "outcome", "overloaded"), Labelled(ref _failed, "outcome", "failed"),
            ],
            "{commit}",
            "Writes, by how they ended.");
        _meter.CreateObservableGauge(
            "shop.redis.commits.waiting", () => Interlocked.Read(ref _waiting), "{commit}", "Writes that have not been answered yet; many of them: held.");
        _meter.CreateObservableCounter(
            "shop.redis.commits.resent", () => Interlocked.Read(ref _resent), "{commit}", "Writes that were sent once more, because nothing proved them.");
        _meter.CreateObservableCounter(
            "shop.redis.commits.short",
            () => Interlocked.Read(ref _short), "{batch}", "Batches that fewer replicas confirmed in time than must hold them.");
    }

    private static Measurement<long> Labelled(ref long count, string label, string value) =>
        new(Interlocked.Read(ref count), new KeyValuePair<string, object?>(label, value));
}
