using Shop.Local.Stack;
using Shop.Local.Wire;

namespace Shop.Testing;

/// <summary>
/// The whole shop of its own, started by <c>up</c>: nginx, both API replicas, Redis, Sentinels, Prometheus. It needs the Release build of the
/// API, which <c>./shop test</c> makes first. Ended with the fixture.
/// </summary>
public sealed class RunningShop : IAsyncLifetime
{
    private readonly ScratchShop _shop = new(withApi: true);

    /// <summary>Through nginx.</summary>
    public Uri BaseAddress => new($"http://{_shop.Layout.Nginx.Address}");

    public IReadOnlyList<Uri> Replicas => [.. _shop.Layout.Of(NodeKind.Api).Select(api => new Uri($"http://{api.Address}"))];

    public IReadOnlyList<Uri> Metrics => [.. _shop.Layout.Of(NodeKind.Api).Select(api => new Uri($"http://127.0.0.1:{api.SidePort}/metrics"))];

    public Uri Prometheus => new($"http://{_shop.Layout.Named("prometheus").Address}");

    /// <summary>Every port on which the shop listens.</summary>
    public IReadOnlyList<int> Ports => [.. _shop.Layout.Nodes.SelectMany(node => node.Ports)];

    public string AdminEmail => Settings["SHOP_ADMIN_EMAIL"];

    public string AdminPassword => Settings["SHOP_ADMIN_PASSWORD"];

    public string SecretKey => Settings["SECRET_KEY"];

    public string RedisPassword => Settings["REDIS_PASSWORD"];

    /// <summary>What <c>up</c> printed: the curl lines among it.</summary>
    public string Welcome { get; private set; } = "";

    private Settings Settings => Settings.Load(EnvFile.PathFor(_shop.Layout));

    public async Task InitializeAsync() => Welcome = await RunAsync("up");

    public async Task DisposeAsync()
    {
        await _shop.RunAsync("down");
        _shop.Dispose();
    }

    /// <summary>Runs a command, <c>("pause", "master")</c>, and fails the test when the command fails.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> RunAsync(params string[] command)
    {
        var (code, output, errors) = await _shop.RunAsync(command);
        Assert.True(code == 0, $"./shop {string.Join(' ', command)} failed: {errors}{output}");
        return output;
    }

    /// <inheritdoc cref="ScratchShop.RunScriptAsync" />
    public Task<(int Code, string Output, string Errors)> RunScriptAsync(string script) => _shop.RunScriptAsync(script);

    /// <summary><c>master</c> or <c>slave</c> by a Redis node's own word, null when it does not answer; <c>status</c> goes by the Sentinels'.</summary>
    public Task<string?> RoleAsync(string name) => new RedisQuestions(_shop.Layout, Settings).RoleAsync(_shop.Layout.Named(name));

    /// <summary>A line in .env, which counts from the next <c>up</c> on.</summary>
    public void Set(string name, string value) => File.AppendAllText(EnvFile.PathFor(_shop.Layout), $"{name}={value}\n");

    /// <summary>Where a node serves, as host:port.</summary>
    public string AddressOf(string node) => _shop.Layout.Named(node).Address;

    /// <summary>How far this shop's ports are from the usual ones.</summary>
    public int Offset => _shop.Offset;

    /// <summary>The names of all nodes.</summary>
    public IReadOnlyList<string> Nodes => [.. _shop.Layout.Nodes.Select(node => node.Name)];

    /// <summary>The node's log so far; nginx' holds one JSON object for each request.</summary>
    public async Task<string> LogAsync(string name) => await File.ReadAllTextAsync(_shop.Layout.LogOf(name));
}
