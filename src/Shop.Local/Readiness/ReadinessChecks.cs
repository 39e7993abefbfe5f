using System.Diagnostics;
using System.Globalization;
using Shop.Local.Commands;
using Shop.Local.Control;
using Shop.Local.Stack;
using Shop.Local.Wire;

namespace Shop.Local.Readiness;

/// <summary>What must be true before <c>up</c> says that the shop is open, in the order in which it comes true.</summary>
internal sealed class ReadinessChecks(CommandContext context)
{
    private const int LastLines = 15;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private readonly StackLayout _layout = context.Layout;
    private readonly RedisQuestions _redis = new(context.Layout, context.Settings);

    /// <exception cref="Refusal">Something died, or does not come up in time.</exception>
    public async Task WaitAsync()
    {
        var began = Stopwatch.GetTimestamp();
        foreach (var (what, isTrue) in Checks())
        {
            var came = await Until.TrueAsync(
                async () =>
                {
                    await RefuseTheDeadAsync();
                    return await isTrue();
                },
                Limit - Stopwatch.GetElapsedTime(began));
            if (!came)
            {
                throw new Refusal($"This did not come true within {Limit.TotalSeconds} s: {what}. The logs are in {_layout.LogDirectory}.");
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {Stopwatch.GetElapsedTime(began).TotalSeconds,5:0.0} s  {what}"));
        }
    }

    private IEnumerable<(string What, Func<Task<bool>> IsTrue)> Checks() =>
    [
        ("the Sentinels know each other and two replicas", SentinelsKnowAllAsync),
        ("Redis has one master and two replicas", RolesAreRightAsync),
        ("both API replicas are ready", BothReadyAsync),
        ("the load balancer serves /v1/products", () => HttpQuestions.IsOkAsync($"http://{_layout.Nginx.Address}/v1/products?limit=1")),
        ("Prometheus sees every target", () => PrometheusTargets.AreUpAsync(_layout)),
    ];

    private Task<bool> SentinelsKnowAllAsync() => AllAsync(
        _layout.Of(NodeKind.Sentinel),
        async sentinel => await _redis.KnownToAsync(sentinel) is (2, 2));

    private Task<bool> BothReadyAsync() => AllAsync(
        _layout.Of(NodeKind.Api),
        api => HttpQuestions.IsOkAsync($"http://{api.Address}/health/ready"));

    private async Task<bool> RolesAreRightAsync()
    {
        var master = await _redis.MasterAsync();
        return master is not null
            && await _redis.GoodReplicasAsync(master) == 2
            && await AllAsync(_layout.Of(NodeKind.Redis), async node => await _redis.RoleAsync(node) == (node == master ? "master" : "slave"));
    }

    /// <summary>A node that can't stay up will not get ready by waiting.</summary>
    private async Task RefuseTheDeadAsync()
    {
        var reply = await context.Supervisor.TryAskAsync(new ControlRequest("status"));
        if (reply is null)
        {
            await RefuseWithoutSupervisorAsync();
            return;
        }

        var dead = reply.Nodes?.FirstOrDefault(node => node.QuickDeaths > (node.Kind == "api" ? 0 : 2));
        if (dead is not null)
        {
            throw new Refusal(
                $"{LastWords(dead.Name)}\n{dead.Name} dies as soon as it is started: its last words are above, all of them in {_layout.LogOf(dead.Name)}.");
        }
    }

    /// <summary>It needs a moment to start; after that its absence is final.</summary>
    private async Task RefuseWithoutSupervisorAsync()
    {
        if (!await Until.TrueAsync(() => Task.FromResult(SupervisorProcess.IsAlive(_layout)), TimeSpan.FromSeconds(10)))
        {
            throw new Refusal($"{LastWords("supervisor")}\nThe supervisor did not start; its last words are above.");
        }
    }

    private string LastWords(string name) =>
        File.Exists(_layout.LogOf(name)) ? string.Join('\n', File.ReadLines(_layout.LogOf(name)).TakeLast(LastLines)) : "";

    private static async Task<bool> AllAsync(IEnumerable<Node> nodes, Func<Node, Task<bool>> isTrue) =>
        (await Task.WhenAll(nodes.Select(isTrue))).All(answer => answer);
}
