using Shop.Local.Stack;

namespace Shop.Local.Drill;

/// <summary>Breaks something.</summary>
/// <returns>How to heal it.</returns>
internal delegate Task<Func<Task>> Fault(DrillStack stack);

/// <summary>What can happen to a node.</summary>
internal static class Faults
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    public static Fault Pause(Func<DrillStack, Task<Node>> which) => async stack =>
    {
        var node = await which(stack);
        await stack.TellAsync("pause", node);
        return () => stack.TellAsync("resume", node);
    };

    public static Fault Kill(Func<DrillStack, Task<Node>> which) => async stack =>
    {
        var node = await which(stack);
        await stack.TellAsync("kill", node);
        return () => stack.TellAsync("start", node);
    };

    /// <summary>Down for a tenth of a second.</summary>
    public static async Task<Func<Task>> KillMasterForAMomentAsync(DrillStack stack)
    {
        var heal = await Kill(Master)(stack);
        await Task.Delay(Moment);
        await heal();
        return Nothing;
    }

    /// <summary>The disk is replaced by a new one.</summary>
    public static async Task<Func<Task>> KillMasterAndItsDataAsync(DrillStack stack)
    {
        var master = await Master(stack);
        await stack.TellAsync("kill", master);
        Directory.Delete(stack.Layout.DirectoryOf(master), recursive: true);
        await stack.TellAsync("start", master);
        return Nothing;
    }

    public static async Task<Func<Task>> CutMasterOffAsync(DrillStack stack)
    {
        var filter = PacketFilter.CutOff(await Master(stack));
        return () =>
        {
            filter.Dispose();
            return Task.CompletedTask;
        };
    }

    public static async Task<Func<Task>> KillSentinelThenMasterAsync(DrillStack stack)
    {
        var sentinel = await Kill(_ => Task.FromResult(stack.Layout.Of(NodeKind.Sentinel).First()))(stack);
        var master = await Kill(Master)(stack);
        return () => Task.WhenAll(sentinel(), master());
    }

    public static async Task<Func<Task>> FailOverAsync(DrillStack stack)
    {
        await stack.FailOverAsync();
        return Nothing;
    }

    /// <summary>
    /// The second failover takes place when the first one's master is just coming back as a replica, which takes it about a second: it could stand in
    /// for the next master then, which leaves at that moment. Another moment each time.
    /// </summary>
    public static async Task<Func<Task>> FailOverTwiceAsync(DrillStack stack)
    {
        var master = await Master(stack);
        var heal = await Kill(_ => Task.FromResult(master))(stack);
        await stack.FailedOverAsync(master);
        await heal();
        await Task.Delay(Moment * Random.Shared.Next(5, 10));
        await stack.FailOverAsync();
        return Nothing;
    }

    public static async Task<Func<Task>> RestartApiAsync(DrillStack stack)
    {
        await stack.TellAsync("restart", await Api(stack));
        return Nothing;
    }

    public static async Task<Func<Task>> KillAllRedisAsync(DrillStack stack)
    {
        var all = stack.Layout.Of(NodeKind.Redis).ToArray();
        await Task.WhenAll(all.Select(node => stack.TellAsync("kill", node)));
        return () => Task.WhenAll(all.Select(node => stack.TellAsync("start", node)));
    }

    public static Task<Node> Master(DrillStack stack) => stack.MasterAsync();

    public static Task<Node> Replica(DrillStack stack) => stack.ReplicaAsync();

    public static Task<Node> Api(DrillStack stack) => Task.FromResult(stack.Layout.Of(NodeKind.Api).First());

    private static Task Nothing() => Task.CompletedTask;
}
