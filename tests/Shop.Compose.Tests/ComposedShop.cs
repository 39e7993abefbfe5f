using System.Globalization;
using System.Security.Cryptography;
using Shop.Compose.Tests.Engine;
using Shop.Local.Stack;

namespace Shop.Compose.Tests;

/// <summary>
/// docker-compose.yml as it is, brought up on a real engine under a name, ports and addresses of its own. Where no registry can be reached
/// its images are local ones, without Grafana. Ended with the fixture: containers, volumes, networks, images.
/// </summary>
public sealed class ComposedShop : IAsyncLifetime
{
    private static readonly Uri Registry = new("https://registry-1.docker.io/v2/");

    private readonly IReadOnlyList<int> _ports = FreePorts.Take(4);
    private readonly string _project = $"shop-test-{RandomNumberGenerator.GetHexString(6, lowercase: true)}";
    private DockerEngine? _engine;
    private SkipException? _reason;
    private IReadOnlyList<string> _services = [];
    private string[] _imagesBefore = [];
    private Customer? _customer;

    /// <summary>Which services run; the test is skipped where no engine can.</summary>
    public IReadOnlyList<string> Services => _reason is null ? _services : throw _reason;

    public Uri Https => new($"https://127.0.0.1:{_ports[3]}");

    public Uri Prometheus => new($"http://127.0.0.1:{_ports[1]}");

    internal Customer Customer => _customer ?? throw _reason!;

    private Docker Docker => (_engine ?? throw _reason!).Docker;

    public async Task InitializeAsync()
    {
        try
        {
            _engine = await DockerEngine.FindAsync();
        }
        catch (SkipException reason)
        {
            _reason = reason;
            return;
        }

        Name();
        await PrepareImagesAsync();
        await UpAsync();
        _customer = new Customer(new Uri($"http://127.0.0.1:{_ports[0]}"), await SecretAsync("SHOP_ADMIN_EMAIL"), await SecretAsync("SHOP_ADMIN_PASSWORD"));
    }

    public async Task DisposeAsync()
    {
        _customer?.Dispose();
        if (_engine is null)
        {
            return;
        }

        try
        {
            await ComposeAsync("down", "--volumes", "--remove-orphans", "--timeout", "20");
            var made = (await ImagesAsync()).Except(_imagesBefore).ToArray();
            await Docker.RunAsync(["image", "rm", "--force", .. made]);
            Assert.Equal("", await LeftoversAsync("container", "volume", "network"));
        }
        finally
        {
            await _engine.DisposeAsync();
        }
    }

    /// <summary>docker compose up, as documented, for every service whose image can be had.</summary>
    public Task UpAsync() => ComposeAsync(["up", "--detach", "--build", "--wait", .. _services]);

    public Task<string> ComposeAsync(params string[] arguments) => Docker.RunAsync(["compose", .. arguments]);

    /// <summary>A script of ops/compose.</summary>
    public Task<string> ScriptAsync(string name, params string[] arguments) => Docker.ProgramAsync(PathOf(name), arguments);

    /// <summary>The same for one that may fail.</summary>
    public Task<(int Code, string Output)> TryScriptAsync(string name, params string[] arguments) =>
        Docker.TryProgramAsync(PathOf(name), arguments);

    /// <summary>The service that two Sentinels or more name as the master, or null.</summary>
    public async Task<string?> MasterAsync()
    {
        var votes = new List<string>();
        for (var i = 1; i <= 3; i++)
        {
            votes.Add((await RedisAsync($"sentinel-{i}", "-p 26379 sentinel get-master-addr-by-name shop")).Split('\n')[0]);
        }

        var named = votes.GroupBy(vote => vote, StringComparer.Ordinal).FirstOrDefault(same => same.Count() >= 2)?.Key;
        return named is { Length: > 0 } ? $"redis-{named[^1]}" : null; // the addresses end in 11, 12 and 13
    }

    /// <summary>Whether there is one master with two replicas in step, by the nodes' own words.</summary>
    public async Task<bool> IsWholeAsync()
    {
        var roles = await Task.WhenAll(Enumerable.Range(1, 3).Select(i => RedisAsync($"redis-{i}", "info replication")));
        return roles.Count(role => role.Contains("role:master", StringComparison.Ordinal)) == 1
            && roles.Count(role => role.Contains("master_link_status:up", StringComparison.Ordinal)) == 2;
    }

    /// <summary>All that the engine tells about the containers.</summary>
    public async Task<string> InspectAsync() => await Docker.RunAsync(["inspect", .. Lines(await LeftoversAsync("container"))]);

    /// <summary>As the API has it.</summary>
    public async Task<string> SecretAsync(string name) => (await ComposeAsync("exec", "-T", "api-1", "cat", $"/run/secrets/{name}")).Trim();

    /// <summary>What of this project is there, of those kinds.</summary>
    public async Task<string> LeftoversAsync(params string[] kinds)
    {
        var found = await Task.WhenAll(kinds.Select(kind =>
            Docker.RunAsync([kind, "ls", "--quiet", "--filter", $"label=com.docker.compose.project={_project}", .. All(kind)])));
        return string.Concat(found);
    }

    private static string PathOf(string script) => Path.Combine(Repository.Root, "ops", "compose", script);

    private static string[] All(string kind) => kind == "container" ? ["--all"] : [];

    private void Name()
    {
        var net = string.Create(CultureInfo.InvariantCulture, $"10.{RandomNumberGenerator.GetInt32(100, 250)}.{RandomNumberGenerator.GetInt32(250)}");
        foreach (var (name, value) in new[]
        {
            ("COMPOSE_PROJECT_NAME", _project), ("SHOP_NET", net), ("SHOP_PORT", Text(_ports[0])),
            ("SHOP_PROMETHEUS_PORT", Text(_ports[1])), ("SHOP_GRAFANA_PORT", Text(_ports[2])), ("SHOP_TLS_PORT", Text(_ports[3])),
            ("SHOP_BACKUP_SECONDS", "15"), ("SHOP_BACKUP_KEEP", "2"), ("RATE_LIMIT_ENABLED", "false"),
        })
        {
            Docker.Environment[name] = value;
        }
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    private async Task PrepareImagesAsync()
    {
        _imagesBefore = await ImagesAsync();
        _services = Lines(await ComposeAsync("config", "--services"));
        if (!await RegistryAnswersAsync())
        {
            await Docker.ProgramAsync(DockerEngine.Script("stand-in-images.sh"), DockerEngine.Packages);
            _services = [.. _services.Except(["grafana"])];
        }
    }

    private static async Task<bool> RegistryAnswersAsync()
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            using var answer = await client.GetAsync(Registry);
            return answer.StatusCode is System.Net.HttpStatusCode.Unauthorized or System.Net.HttpStatusCode.OK;
        }
        catch (Exception problem) when (problem is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Those that this shop may have brought: what its files name, and the stand-ins' common parts.</summary>
    private async Task<string[]> ImagesAsync()
    {
        var named = Lines(await ComposeAsync("config", "--images")).Select(image => image.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        return [.. Lines(await Docker.RunAsync("image", "ls", "--format", "{{.Repository}}:{{.Tag}}"))
            .Where(image => named.Contains(image.Split(':')[0]) || image.StartsWith("shop-stand-in/", StringComparison.Ordinal)
                || image.StartsWith("mcr.microsoft.com/dotnet/", StringComparison.Ordinal))];
    }

    private async Task<string> RedisAsync(string service, string question)
    {
        var (code, output) = await Docker.TryProgramAsync(
            "docker", "compose", "exec", "-T", service, "sh", "-c",
            $"REDISCLI_AUTH=$(cat /run/secrets/REDIS_PASSWORD) timeout 2 redis-cli --raw {question}");
        return code == 0 ? output : "";
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
