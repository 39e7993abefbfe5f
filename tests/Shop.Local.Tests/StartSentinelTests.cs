using System.Diagnostics;
using Shop.Local.Stack;
using Shop.Testing;

namespace Shop.Local.Tests;

/// <summary>ops/redis/start-sentinel.sh: by what the others are known, and how often a Sentinel looks, asks and tells.</summary>
public sealed class StartSentinelTests : IDisposable
{
    private readonly string _folder = TestFolder.Make("sentinel");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task A_sentinel_that_announces_a_name_knows_the_master_by_name_and_one_with_an_address_by_address(string announced)
    {
        await WhileRunningAsync(announced, async port => await Eventually.True(
            async () => await AskAsync(port, "default", "get-master-addr-by-name shop") == $"{announced}\n1\n", $"the Sentinel names {announced}"));
    }

    [Fact]
    public async Task A_sentinel_looks_asks_and_tells_as_often_as_no_line_of_its_configuration_can_say()
    {
        await WhileRunningAsync("127.0.0.1", async port => await Eventually.True(
            async () => await AskAsync(port, "sentinel", "debug") is var periods
                && periods.Contains("INFO-PERIOD\n1000\n", StringComparison.Ordinal)
                && periods.Contains("PING-PERIOD\n500\n", StringComparison.Ordinal)
                && periods.Contains("PUBLISH-PERIOD\n500\n", StringComparison.Ordinal),
            "the Sentinel has the shop's periods"));
    }

    private async Task WhileRunningAsync(string announced, Func<int, Task> check)
    {
        var port = FreePorts.Take(1)[0];
        using var sentinel = Start(announced, port);
        try
        {
            await check(port);
        }
        finally
        {
            sentinel.Kill();
            await sentinel.WaitForExitAsync();
        }
    }

    private Process Start(string announced, int port)
    {
        var start = new ProcessStartInfo("dash", [Path.Combine(Repository.Root, "ops/redis/start-sentinel.sh")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in new[]
        {
            ("REDIS_MASTER_ADDRESS", $"{announced}:1"), ("SENTINEL_ANNOUNCE_IP", announced),
            ("SENTINEL_PORT", $"{port}"), ("SENTINEL_DATA_DIR", _folder),
        }.Concat(EnvFile.RedisPasswords.Select(name => (name, "secret"))))
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static async Task<string> AskAsync(int port, string user, string question) =>
        (await Shell.RunAsync($"redis-cli --raw --user {user} -p {port} sentinel {question}", [("REDISCLI_AUTH", "secret")])).Output;
}
