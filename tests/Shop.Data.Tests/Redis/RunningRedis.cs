using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Shop.Data.Redis;
using Shop.Testing;

namespace Shop.Data.Tests.Redis;

/// <summary>The way to Redis as a process of the API has it: the same parts, started and stopped in the same order.</summary>
internal sealed class RunningRedis : IAsyncDisposable
{
    private readonly Meters _meters = new();
    private readonly TopologyWatcher _watcher;
    private readonly CommitWriter _writer;
    private readonly FirstContact _firstContact;

    private RunningRedis(RedisOptions options)
    {
        var logs = NullLoggerFactory.Instance;
        var time = TimeProvider.System;
        var metrics = new RedisMetrics(_meters);
        Topology = new Topology(options, time, logs.CreateLogger<Topology>());
        var links = new NodeLinks();
        Commits = new CommitQueue(options, time, metrics);
        Reads = new Reads(Topology, links, options, time, metrics);
        Health = new StorageHealth(Topology, options);
        _watcher = new TopologyWatcher(Topology, links, options, time, metrics, logs.CreateLogger<TopologyWatcher>());
        _writer = new CommitWriter(Commits, Topology, options, time, metrics, logs.CreateLogger<CommitWriter>());
        _firstContact = new FirstContact(Reads, Health);
    }

    public IMeterFactory Meters => _meters;

    public Topology Topology { get; }

    public CommitQueue Commits { get; }

    public Reads Reads { get; }

    public StorageHealth Health { get; }

    public static RedisOptions OptionsFor(RedisTrio trio, TimeSpan? hold = null, string? password = null) => new()
    {
        Sentinels = trio.Sentinels.Split(','),
        MasterName = trio.MasterName,
        Password = password ?? trio.Password,
        Hold = hold ?? TimeSpan.FromSeconds(10),
        Authorities = trio.Authorities,
    };

    /// <summary>The queue is there and nobody takes anything from it.</summary>
    public static RunningRedis NotStarted(RedisOptions options) => new(options);

    public static async Task<RunningRedis> StartAsync(RedisTrio trio, TimeSpan? hold = null)
    {
        var running = new RunningRedis(OptionsFor(trio, hold));
        await running._watcher.StartAsync(CancellationToken.None);
        await running._writer.StartAsync(CancellationToken.None);
        await running._firstContact.StartAsync(CancellationToken.None);
        return running;
    }

    /// <summary>The count of an instrument without labels, or the value of a gauge.</summary>
    public long Count(string instrument) => Count(instrument, "");

    /// <summary>The count so far, such as <c>("shop.redis.reads", "replica")</c>.</summary>
    public long Count(string instrument, string label) => Counts(instrument)[label];

    /// <summary>Every series of an instrument, by its label.</summary>
    public IReadOnlyDictionary<string, long> Counts(string instrument) => Observed<long>(instrument);

    /// <summary>Every series of a gauge that is no whole number, by its label.</summary>
    public IReadOnlyDictionary<string, double> Levels(string instrument) => Observed<double>(instrument);

    private Dictionary<string, T> Observed<T>(string instrument)
        where T : struct
    {
        var counts = new Dictionary<string, T>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (published, it) =>
        {
            if (published.Meter.Scope == _meters && string.Equals(published.Name, instrument, StringComparison.Ordinal))
            {
                it.EnableMeasurementEvents(published);
            }
        };
        listener.SetMeasurementEventCallback<T>((_, value, tags, _) => counts[tags.Length == 0 ? "" : (string)tags[0].Value!] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return counts;
    }

    /// <summary>Stops taking writes and writes what waits.</summary>
    public Task StopWritingAsync() => _writer.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _firstContact.StopAsync(CancellationToken.None);
        await _writer.StopAsync(CancellationToken.None);
        await _watcher.StopAsync(CancellationToken.None);
        _firstContact.Dispose();
        _writer.Dispose();
        _watcher.Dispose();
        _meters.Dispose();
    }
}
