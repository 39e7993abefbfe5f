using Shop.Local.Nodes;
using Shop.Local.Stack;
using Shop.Local.Wire;

namespace Shop.Local.Supervision;

/// <summary>Owns the processes of a stack: starts them, starts those again that die unasked, stops them in order.</summary>
internal sealed class Supervisor : IAsyncDisposable
{
    private readonly Dictionary<string, SupervisedNode> _nodes;
    private readonly OrderlyStop _orderlyStop;

    public Supervisor(StackLayout layout, Settings settings, TimeProvider time)
    {
        Layout = layout;
        EncryptsRedis = settings.EncryptsRedis;
        Redis = new RedisQuestions(layout, settings);
        _orderlyStop = new OrderlyStop(layout, Redis);
        var launches = new Launches(layout, settings);
        _nodes = layout.Nodes.ToDictionary(
            node => node.Name, node => new SupervisedNode(layout, node, launches, time), StringComparer.Ordinal);
    }

    public StackLayout Layout { get; }

    public bool EncryptsRedis { get; }

    public RedisQuestions Redis { get; }

    public IReadOnlyCollection<SupervisedNode> Nodes => _nodes.Values;

    /// <summary>
    /// In the order of the layout, Sentinels first; nobody waits for anybody: each node copes with the others being late. Only Prometheus
    /// goes before: it looks for its targets no sooner than 5 s after its start, and <c>up</c> waits for that.
    /// </summary>
    public void StartAll()
    {
        foreach (var node in _nodes.Values.OrderByDescending(node => node.Node.Kind == NodeKind.Prometheus))
        {
            node.Start();
        }
    }

    /// <summary>A node by its name, or <c>master</c>: whichever the Sentinels name now.</summary>
    public async Task<SupervisedNode> FindAsync(string name, CancellationToken cancellation = default)
    {
        if (name != "master")
        {
            return _nodes[Layout.Named(name).Name];
        }

        var master = await Redis.MasterAsync(cancellation)
            ?? throw new Refusal("No majority of the Sentinels names a master at the moment: try again in some seconds, or name the node.");
        return _nodes[master.Name];
    }

    /// <summary>Stops one node gracefully, within 15 s.</summary>
    public async Task StopAsync(SupervisedNode node)
    {
        node.Resume();
        if (node.Release() is { } process)
        {
            await _orderlyStop.StopAsync(new RunningNode(node.Node, process));
        }

        await node.EndedAsync();
    }

    /// <summary>Stops all in order; a Redis node that left in order may start as master again.</summary>
    public async Task StopAllAsync()
    {
        var running = _nodes.Values
            .Select(node => (node.Node, Process: node.Release()))
            .Where(node => node.Process is not null)
            .Select(node => new RunningNode(node.Node, node.Process!.Value))
            .ToArray();
        await _orderlyStop.StopAllAsync(running);
        await Task.WhenAll(_nodes.Values.Select(node => node.EndedAsync()));
    }

    /// <summary>Ends what is left at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_nodes.Values.Select(node => node.KillAsync()));
        foreach (var node in _nodes.Values)
        {
            node.Dispose();
        }
    }
}
