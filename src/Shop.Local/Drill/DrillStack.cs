using System.Text.Json;
using Microsoft.Diagnostics.NETCore.Client;
using Shop.Local.Control;
using Shop.Local.Demo;
using Shop.Local.Readiness;
using Shop.Local.Stack;
using Shop.Local.Supervision;
using Shop.Local.Wire;

namespace Shop.Local.Drill;

/// <summary>A shop that is there to be broken: own folder, addresses and secrets; gone with the drill, however that ends.</summary>
internal sealed class DrillStack : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private readonly RunFolder _folder;
    private readonly Supervisor _supervisor;
    private readonly SupervisorCommands _commands;

    private DrillStack(RunFolder folder, bool watched)
    {
        _folder = folder;
        Layout = StackLayout.Selling(Repository.Root, folder.Path, LoopbackNetwork.Any(), FreePorts.Take(watched ? 11 : 6), watched);
        EnvFile.Ensure(Layout);
        Alerts = watched ? new AlertInbox(FreePorts.Take(1)[0]) : null;
        Settings = new Settings(new Dictionary<string, string>(
            EnvFile.Read(EnvFile.PathFor(Layout)).Concat(Alerts?.Settings ?? []), StringComparer.Ordinal)
        {
            ["RATE_LIMIT_ENABLED"] = "false", // all load comes from one address
        });
        _supervisor = new Supervisor(Layout, Settings, TimeProvider.System);
        _commands = new SupervisorCommands(_supervisor, () => { });
        Front = new ShopFront(Layout.Nginx);
        Shop = new ShopClient(Layout);
    }

    public StackLayout Layout { get; }

    public Settings Settings { get; }

    public ShopFront Front { get; }

    /// <summary>Where the alerts arrive; null while nobody watches.</summary>
    public AlertInbox? Alerts { get; }

    /// <summary>For what happens while nothing is broken.</summary>
    public ShopClient Shop { get; }

    public static async Task<DrillStack> StartAsync(bool watched, CancellationToken stop)
    {
        await RunFolder.EndAbandonedAsync("drill");
        var stack = new DrillStack(RunFolder.Create("drill"), watched);
        try
        {
            stack._supervisor.StartAll();
            await stack.BeWholeAsync().WaitAsync(stop);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>pause, resume, kill, start or restart, as a person would tell the supervisor.</summary>
    public Task TellAsync(string command, Node node) => _commands.ExecuteAsync(new ControlRequest(command, node.Name));

    public async Task<Node> MasterAsync() => (await _supervisor.FindAsync("master")).Node;

    public async Task<Node> ReplicaAsync()
    {
        var master = await MasterAsync();
        return Layout.Of(NodeKind.Redis).First(node => node != master);
    }

    /// <summary>The Sentinels move the master away from a node that is well. One that has just moved it refuses for a while: then the next is asked.</summary>
    public async Task FailOverAsync()
    {
        var sentinels = Layout.Of(NodeKind.Sentinel).ToArray();
        var turn = 0;
        if (!await Until.TrueAsync(() => FailsOverAsync(sentinels[turn++ % sentinels.Length]), Limit))
        {
            throw new Refusal("No Sentinel would move the master: ./shop logs sentinel-1 says why.");
        }
    }

    /// <summary>Comes back when the Sentinels name another master than this one.</summary>
    public async Task FailedOverAsync(Node lost)
    {
        if (!await Until.TrueAsync(async () => await _supervisor.Redis.MasterAsync() is { } master && master != lost, Limit))
        {
            throw new Refusal($"The Sentinels have put nobody in the place of {lost.Name} within {Limit.TotalSeconds} s.");
        }
    }

    /// <summary>What the API replica's process holds on to; null when there is none.</summary>
    public async Task<Footprint?> FootprintOfAsync(Node api)
    {
        if (_supervisor.Nodes.Single(supervised => supervised.Node == api).Process is not { } process)
        {
            return null;
        }

        try
        {
            await FullCollection.RunAsync(process.Pid);
            return Footprint.Of(process);
        }
        catch (Exception gone) when (gone is DiagnosticsClientException or IOException or OperationCanceledException)
        {
            return null; // it died meanwhile
        }
    }

    public Task<string> AdminAsync() => Shop.SignInAsync(Settings["SHOP_ADMIN_EMAIL"], Settings["SHOP_ADMIN_PASSWORD"]);

    /// <summary>
    /// One master, two replicas, and both API replicas read from both and hear every Sentinel; whoever watches sees them all. Each Sentinel
    /// knows all of them: one that it has not met yet is left behind by a failover.
    /// </summary>
    /// <exception cref="Refusal">That does not come true within two minutes.</exception>
    public async Task BeWholeAsync()
    {
        string? admin = null;
        var whole = await Until.TrueAsync(
            async () =>
            {
                if (!await HttpQuestions.IsOkAsync($"http://{Layout.Nginx.Address}/health/ready") || !await EachSentinelKnowsAllAsync())
                {
                    return false;
                }

                admin ??= await AdminAsync();
                return (await Task.WhenAll(Layout.Of(NodeKind.Api).Select(api => SeesAllAsync(api, admin)))).All(sees => sees)
                    && (Alerts is null || await PrometheusTargets.AreUpAsync(Layout));
            },
            Limit);
        if (!whole)
        {
            throw new Refusal($"The shop was not whole again within {Limit.TotalSeconds} s. {await StateAsync(admin)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        Shop.Dispose();
        Front.Dispose();
        await _supervisor.DisposeAsync();
        Alerts?.Dispose();
        await _folder.DisposeAsync();
    }

    private async Task<bool> EachSentinelKnowsAllAsync() =>
        (await Task.WhenAll(Layout.Of(NodeKind.Sentinel).Select(sentinel => _supervisor.Redis.KnownToAsync(sentinel)))).All(known => known == (2, 2));

    private async Task<bool> FailsOverAsync(Node sentinel)
    {
        try
        {
            using var connection = await _supervisor.Redis.OpenAsync(sentinel, TimeSpan.FromSeconds(5));
            await connection.AskAsync("SENTINEL", "FAILOVER", Settings.MasterName);
            return true;
        }
        catch (RedisUnreachableException)
        {
            return false;
        }
    }

    private static async Task<bool> SeesAllAsync(Node api, string admin)
    {
        using var front = new ShopFront(api);
        var reply = await front.SendAsync(new Call(HttpMethod.Get, "/v1/admin/topology", admin));
        return reply.Status == 200
            && reply.Body.GetProperty("master").ValueKind == JsonValueKind.String
            && Count(reply.Body, "replicas", "connected", "inReadSet") == 2
            && Count(reply.Body, "sentinels", "connected") == 3;
    }

    private async Task<string> StateAsync(string? admin)
    {
        var states = string.Join(", ", _supervisor.Nodes.Select(node => $"{node.Node.Name} {node.State}"));
        var views = Layout.Of(NodeKind.Api).Select(async api =>
        {
            using var front = new ShopFront(api);
            var reply = await front.SendAsync(new Call(HttpMethod.Get, "/v1/admin/topology", admin));
            return $"\n{api.Name}: {(reply.Status == 200 ? reply.Body.GetRawText() : $"{reply.Status} {reply.Error}")}";
        });
        return $"{states}{string.Concat(await Task.WhenAll(views))}";
    }

    private static int Count(JsonElement report, string list, params string[] flags) =>
        report.GetProperty(list).EnumerateArray().Count(node => flags.All(flag => node.GetProperty(flag).GetBoolean()));
}
