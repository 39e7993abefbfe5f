using System.Collections.Concurrent;
using System.Diagnostics;
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

    // Some tenths of a millisecond for a read beside Redis; a node that hangs is given up at 500 ms, a batch at 600 ms.
    private static readonly double[] OperationSeconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

    private static readonly double[] FailoverSeconds = [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 7.5, 10, 15, 30, 60];

    private readonly Meter _meter;
    private readonly Histogram<double> _commitDuration;
    private readonly Histogram<double> _operationDuration;
    private readonly Histogram<double> _failoverDuration;
    private readonly ConcurrentDictionary<string, long> _replaced = new(
        ConnectionLoss.All.Select(reason => KeyValuePair.Create(reason, 0L)), StringComparer.Ordinal);
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
        CountConnections();
        _commitDuration = Seconds("shop.redis.commit.duration", "How long writes waited until they were acknowledged.", CommitSeconds);
        _operationDuration = Seconds("db.client.operation.duration", "How long Redis took to answer, by script or command.", OperationSeconds);
        _failoverDuration = Seconds(
            "shop.redis.failover.duration", "From the last word of a lost master to the first write that the next one acknowledged.", FailoverSeconds);
    }

    public void AnsweredByMaster(int reads) => Interlocked.Add(ref _readByMaster, reads);

    public void AnsweredByReplica(int reads) => Interlocked.Add(ref _readByReplica, reads);

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

    /// <summary>One question and its answer, or the lack of it.</summary>
    /// <param name="operation">The script's name, or the command that a query is about.</param>
    /// <param name="failure">One of <see cref="FailureKind"/>; null when it was answered.</param>
    public void OperationEnded(string operation, bool onMaster, TimeSpan took, string? failure)
    {
        if (!_operationDuration.Enabled)
        {
            return;
        }

        var tags = new TagList
        {
            { "db.system.name", "redis" }, { "db.operation.name", operation }, { "shop.redis.role", onMaster ? "master" : "replica" },
        };
        if (failure is not null)
        {
            tags.Add("error.type", failure);
        }

        _operationDuration.Record(took.TotalSeconds, tags);
    }

    /// <param name="reason">One of <see cref="ConnectionLoss"/>.</param>
    public void ConnectionReplaced(string reason) => _replaced.AddOrUpdate(reason, 1, static (_, count) => count + 1);

    public void FailoverEnded(TimeSpan took) => _failoverDuration.Record(took.TotalSeconds);

    public void Observe(Topology topology) => TopologyGauges.Show(_meter, topology);

    public void Observe(CommitQueue queue)
    {
        _meter.CreateObservableGauge("shop.redis.commit.queue", () => (long)queue.Waiting.Count, "{commit}", "Writes in the queue, not sent yet.");
        _meter.CreateObservableGauge(
            "shop.redis.oldest_commit.age", () => queue.OldestAge.TotalSeconds, "s", "Age of the oldest write that is not answered; 0 when there is none.");
    }

    private Histogram<double> Seconds(string name, string description, double[] bounds) => _meter.CreateHistogram(
        name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds });

    private void CountConnections() => _meter.CreateObservableCounter(
        "shop.redis.connections.replaced",
        () => _replaced.Select(reason => new Measurement<long>(reason.Value, new KeyValuePair<string, object?>("reason", reason.Key))),
        "{connection}",
        "Connections that were given up for a new one, by what was wrong with them.");

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
