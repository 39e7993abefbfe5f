using Shop.Local.Nodes;
using Shop.Local.Stack;
using Shop.Local.Wire;

namespace Shop.Local.Supervision;

/// <summary>A node and the process it runs as.</summary>
internal sealed record RunningNode(Node Node, ProcessIdentity Process);

/// <summary>Stops processes so that nothing is lost: whoever takes requests first, the data last.</summary>
internal sealed class OrderlyStop(StackLayout layout, RedisQuestions redis)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The Sentinels go before Redis, or they would see the master leave and make another one. Of the Redis nodes the master goes first:
    /// its SHUTDOWN waits until the replicas have all it has.
    /// </summary>
    private static readonly NodeKind[][] Stages =
        [[NodeKind.Nginx], [NodeKind.Api], [NodeKind.Exporter], [NodeKind.Prometheus, NodeKind.Alertmanager], [NodeKind.Sentinel]];

    public async Task StopAllAsync(IReadOnlyCollection<RunningNode> running)
    {
        foreach (var paused in running)
        {
            paused.Process.SignalGroup(PosixSignalNumber.Cont);
        }

        foreach (var stage in Stages)
        {
            await Task.WhenAll(running.Where(node => stage.Contains(node.Node.Kind)).Select(StopAsync));
        }

        var roles = await Task.WhenAll(running
            .Where(node => node.Node.Kind == NodeKind.Redis)
            .Select(async node => (node, role: await redis.RoleAsync(node.Node))));
        foreach (var sameRole in roles.GroupBy(node => node.role == "master").OrderByDescending(group => group.Key))
        {
            await Task.WhenAll(sameRole.Select(node => StopRedisAsync(node.node)));
        }
    }

    /// <summary>Asks the process to leave, and ends it when it has not left within 15 s.</summary>
    public async Task StopAsync(RunningNode node)
    {
        node.Process.SignalGroup(PosixSignalNumber.Cont);
        node.Process.Signal(node.Node.Kind == NodeKind.Nginx ? PosixSignalNumber.Quit : PosixSignalNumber.Term);
        await EndAsync(node.Process);
        Forget(node.Node);
    }

    private async Task StopRedisAsync(RunningNode node)
    {
        var accepted = await ShutDownAsync(node.Node);
        if (!accepted)
        {
            node.Process.Signal(PosixSignalNumber.Term); // still in its start-up guard, or it could not save: then it stays up and is ended
        }

        var left = await EndAsync(node.Process);
        if (accepted && left)
        {
            PrivateFile.Write(RedisNodes.OrderlyMark(layout, node.Node), "");
        }

        Forget(node.Node);
    }

    /// <summary>Redis says nothing when it obeys: it closes the connection. An answer is a refusal.</summary>
    private async Task<bool> ShutDownAsync(Node node)
    {
        try
        {
            using var connection = await redis.OpenAsync(node, Limit);
            try
            {
                await connection.AskAsync("SHUTDOWN");
                return false;
            }
            catch (RedisUnreachableException closed) when (closed.InnerException is IOException)
            {
                return true;
            }
        }
        catch (RedisUnreachableException)
        {
            return false;
        }
    }

    private static async Task<bool> EndAsync(ProcessIdentity process)
    {
        if (!process.IsAlive)
        {
            process.SignalGroup(PosixSignalNumber.Kill); // nginx' workers without their master: nobody is left to ask
        }

        if (await process.IsGoneWithinAsync(Limit))
        {
            return true;
        }

        process.SignalGroup(PosixSignalNumber.Kill);
        await process.IsGoneWithinAsync(Limit);
        return false;
    }

    private void Forget(Node node) => File.Delete(layout.RecordOf(node.Name));
}
