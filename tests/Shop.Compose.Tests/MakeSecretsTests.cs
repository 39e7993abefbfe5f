using System.Diagnostics;
using System.Text.Json.Nodes;
using Shop.Local.Stack;
using Shop.Testing;

namespace Shop.Compose.Tests;

/// <summary>ops/compose/make-secrets.sh: what the first start decides stays.</summary>
public sealed class MakeSecretsTests : IDisposable
{
    private static readonly string[] Jobs = ["redis", "sentinel"];

    private readonly string _folder = TestFolder.Make("secrets");

    private string EnvFile => Path.Combine(_folder, ".env");

    private string Made => Path.Combine(_folder, "made");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Without_settings_each_secret_is_random_and_long()
    {
        await MakeAsync();
        var (key, password) = (Secret("api/SECRET_KEY"), Secret("redis/REDIS_PASSWORD"));
        Directory.Delete(Made, recursive: true);
        await MakeAsync();

        Assert.Matches("^[0-9a-f]{64}$", key);
        Assert.Matches("^[0-9a-f]{32}$", password);
        Assert.Matches("^[0-9a-f]{24}$", Secret("api/SHOP_ADMIN_PASSWORD"));
        Assert.NotEqual((key, password), (Secret("api/SECRET_KEY"), Secret("redis/REDIS_PASSWORD")));
        Assert.Equal("", Secret("api/SECRET_KEY_PREVIOUS"));
    }

    [Fact]
    public async Task What_the_settings_name_is_taken_from_there()
    {
        await File.WriteAllTextAsync(EnvFile, """
            # SECRET_KEY=not this one
            SECRET_KEY="a key with = and ' in it, quoted"
            REDIS_PASSWORD = plain
            SHOP_ADMIN_EMAIL=first@shop.example
            SHOP_ADMIN_EMAIL=last@shop.example
            """);

        await MakeAsync();

        Assert.Equal("a key with = and ' in it, quoted", Secret("api/SECRET_KEY"));
        Assert.Equal(("plain", "plain"), (Secret("redis/REDIS_PASSWORD"), Secret("api/REDIS_PASSWORD")));
        Assert.Equal("last@shop.example", Secret("api/SHOP_ADMIN_EMAIL"));
    }

    [Fact]
    public async Task A_later_start_changes_nothing()
    {
        await MakeAsync();
        var before = All();
        await File.WriteAllTextAsync(EnvFile, "REDIS_PASSWORD=another\nSECRET_KEY=another\n");

        await MakeAsync();

        Assert.Equal(before, All());
    }

    [Fact]
    public async Task The_webhooks_of_the_alerts_follow_the_settings_and_need_not_be_there()
    {
        await MakeAsync();
        Assert.Equal("", Secret("alertmanager/ALERT_PAGE_URL"));

        await File.WriteAllTextAsync(EnvFile, "ALERT_PAGE_URL=https://pages.example/1\n");
        await MakeAsync();

        Assert.Equal(("https://pages.example/1", ""), (Secret("alertmanager/ALERT_PAGE_URL"), Secret("alertmanager/ALERT_TICKET_URL")));
    }

    [Fact]
    public async Task The_exporter_gets_the_password_of_each_address_that_prometheus_asks_about()
    {
        await MakeAsync();

        var passwords = JsonNode.Parse(Secret("exporter/redis-passwords.json"))!.AsObject();
        var asked = Jobs.SelectMany(job =>
            JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, $"ops/compose/targets/{job}.json")))!.AsArray()
                .Select(group => (string)group!["labels"]!["__param_target"]!));
        Assert.Equal(asked.Select(address => address.Replace("://", "://exporter@", StringComparison.Ordinal)), passwords.Select(entry => entry.Key));
        Assert.All(passwords, entry => Assert.Equal(Secret("redis/REDIS_EXPORTER_PASSWORD"), (string?)entry.Value));
    }

    [Fact]
    public async Task A_password_that_sentinel_can_t_keep_is_refused_until_it_is_changed()
    {
        await File.WriteAllTextAsync(EnvFile, "REDIS_PASSWORD=two words\n");
        var (code, errors) = await TryMakeAsync();

        Assert.Equal(1, code);
        Assert.Equal("REDIS_PASSWORD may hold letters, digits and . _ ~ + / = - only: Sentinel can keep no other. Change it in .env.\n", errors);
        await File.WriteAllTextAsync(EnvFile, "REDIS_PASSWORD=one-word\n");
        await MakeAsync();
        Assert.Equal("one-word", Secret("api/REDIS_PASSWORD"));
    }

    [Fact]
    public async Task Secrets_of_before_there_were_users_of_redis_stay_and_the_others_are_added()
    {
        await MakeAsync();
        var (before, added) = (Secret("redis/REDIS_PASSWORD"), Path.Combine(Made, "redis/REDIS_EXPORTER_PASSWORD"));
        File.Delete(added);
        await File.WriteAllTextAsync(Path.Combine(Made, "exporter/redis-passwords.json"), "{}");

        await MakeAsync();

        Assert.Equal(before, Secret("redis/REDIS_PASSWORD"));
        Assert.Contains(Secret("redis/REDIS_EXPORTER_PASSWORD"), Secret("exporter/redis-passwords.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("2 3")]
    [InlineData("../2")]
    public async Task A_version_of_the_swarms_secrets_is_a_number(string version)
    {
        var (code, errors) = await RunAsync("ops/swarm/make-secrets.sh", version);

        Assert.Equal((2, $"make-secrets.sh: '{version}' is no version. Give a number, as in: make-secrets.sh 2\n"), (code, errors));
    }

    private string Secret(string name) => File.ReadAllText(Path.Combine(Made, name)).TrimEnd('\n');

    private List<string> All() =>
        [.. Directory.EnumerateFiles(Made, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => $"{file} {File.ReadAllText(file)}")];

    private async Task MakeAsync() => Assert.Equal((0, ""), await TryMakeAsync());

    private Task<(int Code, string Errors)> TryMakeAsync() => RunAsync("ops/compose/make-secrets.sh", EnvFile, Made);

    private static async Task<(int Code, string Errors)> RunAsync(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("dash", [Path.Combine(Repository.Root, script), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, errors);
    }
}
