using System.Diagnostics.Metrics;

namespace Shop.Data.Redis;

/// <summary>
/// What the way to Redis counts, meter <c>Shop.Redis</c>. The counters are observed, not pushed: each series is there with 0 from the first
/// scrape on, whenever the exporter began to listen.
/// </summary>
internal sealed class RedisMetrics
{
    public const string MeterName = "Shop.Redis";

    private long _readByMaster;
    private long _readByReplica;
    private long _hedged;
    private long _acknowledged;
    private long _unavailable;
    private long _overloaded;
    private long _failed;

    public RedisMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableCounter<long>(
            "shop.redis.reads",
            () => [Reads("master", ref _readByMaster), Reads("replica", ref _readByReplica)],
            unit: "{read}",
            description: "Reads that were answered, by the role of the node that did.");
        meter.CreateObservableCounter<long>(
            "shop.redis.reads.hedged",
            () => Interlocked.Read(ref _hedged),
            unit: "{read}",
            description: "Reads that were asked of a further node, because the one before was silent.");
        meter.CreateObservableCounter<long>(
            "shop.redis.commits",
            () =>
            [
                Commits("acknowledged", ref _acknowledged), Commits("unavailable", ref _unavailable),
                Commits("overloaded", ref _overloaded), Commits("failed", ref _failed),
            ],
            unit: "{commit}",
            description: "Writes, by how they ended.");
    }

    public void ReadAnsweredByMaster() => Interlocked.Increment(ref _readByMaster);

    public void ReadAnsweredByReplica() => Interlocked.Increment(ref _readByReplica);

    public void ReadHedged() => Interlocked.Increment(ref _hedged);

    public void CommitAcknowledged() => Interlocked.Increment(ref _acknowledged);

    /// <summary>The hold was over before the write was acknowledged.</summary>
    public void CommitGivenUp() => Interlocked.Increment(ref _unavailable);

    /// <summary>The queue was full.</summary>
    public void CommitRefused() => Interlocked.Increment(ref _overloaded);

    /// <summary>The script itself failed: a defect.</summary>
    public void CommitFailed() => Interlocked.Increment(ref _failed);

    private static Measurement<long> Reads(string role, ref long count) =>
        new(Interlocked.Read(ref count), new KeyValuePair<string, object?>("shop.redis.role", role));

    private static Measurement<long> Commits(string outcome, ref long count) =>
        new(Interlocked.Read(ref count), new KeyValuePair<string, object?>("outcome", outcome));
}
