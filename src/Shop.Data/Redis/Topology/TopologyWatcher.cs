using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Shop.Data.Redis;

/// <summary>Keeps one poll for each Sentinel and one probe for each node that there is, from the start of the host to its end.</summary>
internal sealed class TopologyWatcher(
    Topology topology, NodeLinks links, RedisOptions options, TimeProvider time, RedisMetrics metrics, ILogger<TopologyWatcher> logger)
    : BackgroundService
{
    // What grows old must take effect within a fraction of a probe's lifetime.
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<string, (CancellationTokenSource Stop, Task Loop)> _probes = new(StringComparer.Ordinal);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        ClientLibrary.PrepareThreadPool();
        metrics.Observe(topology);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var polls = options.Sentinels.Select(sentinel => PollAsync(sentinel, stoppingToken)).ToList();
        using var ticks = new PeriodicTimer(TickInterval, time);
        try
        {
            while (await ticks.WaitForNextTickAsync(stoppingToken))
            {
                await FollowAsync(topology.Tick(), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await FollowAsync([], CancellationToken.None);
            await Task.WhenAll(polls);
        }
    }

    private async Task PollAsync(string sentinel, CancellationToken stop)
    {
        var link = new NodeLink(token => ClientLibrary.ConnectSentinelAsync(sentinel, options, time, token), time, metrics);
        using var poll = new SentinelPoll(sentinel, link, topology, options, time, logger);
        await poll.RunAsync(stop);
    }

    /// <summary>Starts a probe for each node that is new and ends those of nodes that are gone.</summary>
    private async Task FollowAsync(IReadOnlyCollection<string> nodes, CancellationToken stop)
    {
        foreach (var node in nodes.Where(node => !_probes.ContainsKey(node)))
        {
            var link = new NodeLink(token => ClientLibrary.ConnectNodeAsync(node, options, time, token), time, metrics);
            links.Add(node, link);
            var source = CancellationTokenSource.CreateLinkedTokenSource(stop);
            _probes[node] = (source, new NodeProbe(node, link, topology, options, time, logger).RunAsync(source.Token));
        }

        foreach (var gone in _probes.Keys.Except(nodes, StringComparer.Ordinal).ToList())
        {
            _probes.Remove(gone, out var probe);
            links.Remove(gone);
            await probe.Stop.CancelAsync();
            await probe.Loop;
            probe.Stop.Dispose();
        }
    }
}
