using Shop.Local.Nodes;
using Shop.Local.Stack;
using Shop.Local.Supervision;
using Shop.Local.Wire;

namespace Shop.Local.Control;

/// <summary>What the supervisor does on request.</summary>
internal sealed class SupervisorCommands(Supervisor supervisor, Action stop)
{
    private static readonly TimeSpan ServesLimit = TimeSpan.FromSeconds(60);

    public Task<ControlReply> ExecuteAsync(ControlRequest request) => request.Command switch
    {
        "status" => StatusAsync(),
        "up" => StartStoppedAsync(),
        "down" => DownAsync(),
        "pause" => OnNodeAsync(request, node => Task.FromResult(Pause(node))),
        "resume" => OnNodeAsync(request, node => Task.FromResult(Resume(node))),
        "kill" => OnNodeAsync(request, KillAsync),
        "start" => OnNodeAsync(request, node => Task.FromResult(Start(node))),
        "restart" => OnNodeAsync(request, RestartAsync),
        _ => throw new Refusal($"The supervisor knows no command '{request.Command}': it is older than this ./shop. Run down and up."),
    };

    private async Task<ControlReply> OnNodeAsync(ControlRequest request, Func<SupervisedNode, Task<string>> act) =>
        new(true, await act(await supervisor.FindAsync(request.Node ?? throw new Refusal($"{request.Command} needs the name of a node."))));

    private async Task<ControlReply> StatusAsync()
    {
        var master = await supervisor.Redis.MasterAsync();
        var nodes = await Task.WhenAll(supervisor.Nodes.Select(async node => new NodeStatus(
            node.Node.Name,
            node.Node.Kind.ToString().ToLowerInvariant(),
            await RoleAsync(node, master),
            node.Node.Address,
            node.Process?.Pid,
            node.State.ToString().ToLowerInvariant(),
            node.Since,
            node.QuickDeaths)));
        return new ControlReply(true, "", nodes, supervisor.EncryptsRedis);
    }

    /// <summary>
    /// By the Sentinels' word, so that there is never a second master: one that was away calls itself master for some seconds after its
    /// return. While no majority of them names one, nobody is master, and a replica is who says so itself.
    /// </summary>
    private async Task<string?> RoleAsync(SupervisedNode node, Node? master)
    {
        if (node.Node.Kind != NodeKind.Redis || node.State is not (NodeState.Running or NodeState.Paused))
        {
            return null;
        }

        if (master is not null)
        {
            return node.Node == master ? "master" : "replica";
        }

        return node.State == NodeState.Running && await supervisor.Redis.RoleAsync(node.Node) == "slave" ? "replica" : null;
    }

    /// <summary>A hung node would keep <c>up</c> waiting for ever, so it goes on as well.</summary>
    private Task<ControlReply> StartStoppedAsync()
    {
        var stopped = supervisor.Nodes.Where(node => node.State is NodeState.Stopped or NodeState.Paused).ToArray();
        foreach (var node in stopped)
        {
            _ = node.State == NodeState.Paused ? Resume(node) : Start(node);
        }

        var names = string.Join(", ", stopped.Select(node => node.Node.Name));
        return Task.FromResult(new ControlReply(
            true, stopped.Length == 0 ? "" : $"Started what had been stopped or paused: {names}.", EncryptsRedis: supervisor.EncryptsRedis));
    }

    private async Task<ControlReply> DownAsync()
    {
        await supervisor.StopAllAsync();
        stop();
        return new ControlReply(true, "");
    }

    private static string Pause(SupervisedNode node)
    {
        if (node.State != NodeState.Running)
        {
            throw new Refusal($"{node.Node.Name} is {Word(node)}: only a running node can be paused.");
        }

        node.Pause();
        return $"{node.Node.Name} is paused: ./shop resume {node.Node.Name} lets it go on.";
    }

    private static string Resume(SupervisedNode node)
    {
        if (node.State != NodeState.Paused)
        {
            throw new Refusal($"{node.Node.Name} is {Word(node)}, not paused.");
        }

        node.Resume();
        return $"{node.Node.Name} goes on.";
    }

    private static async Task<string> KillAsync(SupervisedNode node)
    {
        if (node.State == NodeState.Stopped)
        {
            throw new Refusal($"{node.Node.Name} is stopped already.");
        }

        await node.KillAsync();
        return $"{node.Node.Name} is killed and stays so: ./shop start {node.Node.Name} brings it back.";
    }

    private string Start(SupervisedNode node)
    {
        if (node.State != NodeState.Stopped)
        {
            throw new Refusal(node.State == NodeState.Paused
                ? $"{node.Node.Name} is paused: ./shop resume {node.Node.Name} lets it go on."
                : $"{node.Node.Name} is {Word(node)} already.");
        }

        if (node.Node.Kind == NodeKind.Api)
        {
            ApiNode.Deploy(supervisor.Layout, node.Node);
        }

        node.Start();
        return $"{node.Node.Name} starts.";
    }

    private async Task<string> RestartAsync(SupervisedNode node)
    {
        if (node.Node.Kind == NodeKind.Api)
        {
            using var rolling = new RollingRestart(supervisor);
            await rolling.RunAsync(node);
        }
        else
        {
            await supervisor.StopAsync(node);
            node.Start();
            if (!await Until.TrueAsync(() => TcpPort.AnswersAsync(node.Node), ServesLimit))
            {
                throw new Refusal($"{node.Node.Name} was restarted but does not serve: ./shop logs {node.Node.Name} shows why.");
            }
        }

        return $"{node.Node.Name} is restarted.";
    }

    private static string Word(SupervisedNode node) => node.State.ToString().ToLowerInvariant();
}
