using System.Diagnostics;
using Shop.Local.Stack;
using Shop.Testing;

namespace Shop.Local.Tests;

/// <summary>ops/redis/start-sentinel.sh: by what the others are known.</summary>
public sealed class StartSentinelTests : IDisposable
{
    private readonly string _folder = TestFolder.Make("sentinel");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task A_sentinel_that_announces_a_name_knows_the_master_by_name_and_one_with_an_address_by_address(string announced)
    {
        var port = FreePorts.Take(1)[0];
        using var sentinel = Start(announced, port);
        try
        {
            await Eventually.True(
                async () => await AskAsync(port) == $"{announced}\n1\n", $"the Sentinel names {announced}");
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

    private static async Task<string> AskAsync(int port) =>
        (await Shell.RunAsync($"redis-cli --raw -p {port} sentinel get-master-addr-by-name shop", [("REDISCLI_AUTH", "secret")])).Output;
}
