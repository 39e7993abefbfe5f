using System.Diagnostics;
using System.Globalization;
using Shop.Bench.Load;
using Shop.Bench.Sites;
using Shop.Local;
using Shop.Local.Wire;

namespace Shop.Bench.Writes;

/// <summary>PlacePurchase.lua by redis-benchmark, 16 connections with 16 calls on each: what one Redis can do with it. Four times as many keep it so busy that the Sentinels replace it.</summary>
internal sealed class RedisAlone(BenchShop shop)
{
    private const int Purchases = 40_000;
    private const string Any = "__rand_int__"; // redis-benchmark puts twelve digits there

    private int _round;

    /// <summary>Purchases a second.</summary>
    public async Task<double> RunAsync()
    {
        var master = await shop.Stack.MasterAsync();
        using var redis = await RedisConnection.OpenAsync(master, "operator", shop.Stack.Settings.OperatorPassword, authority: null, TimeSpan.FromMinutes(1));
        var hash = (string)(await redis.AskAsync("SCRIPT", "LOAD", LuaScript.Load("PlacePurchase").Source))!;
        var before = await CountAsync(redis);
        var rate = await BenchmarkAsync(master.Host, master.Port, hash);
        return await CountAsync(redis) - before is var placed && placed > Purchases * 0.99
            ? rate
            : throw new SpoiltRoundException($"of {Purchases} purchases {placed} are there.");
    }

    private static async Task<long> CountAsync(RedisConnection redis) => (long)(await redis.AskAsync("ZCARD", "purchases"))!;

    private async Task<double> BenchmarkAsync(string host, int port, string hash)
    {
        var (user, product) = (shop.Customers[0].Id, shop.Products[_round++ % shop.Products.Count]);
        const string Purchase = $"00000000-0000-7000-8000-{Any}";
        string[] call =
        [
            "EVALSHA", hash, "7", $"op:{{{Any}{Any}}}", $"purchase:{{{Purchase}}}", $"user:{{{user}}}", $"user:{{{user}}}:purchases", "purchases",
            "holds:due", $"product:{{{product}}}", Any, Any, "600000", "0", Purchase, user, user, "1764000000000", "900", "null", "null", "", "", "", "1",
        ];
        string[] words = ["-h", host, "-p", $"{port}", "-n", $"{Purchases}", "-c", "16", "-P", "16", "-r", "2000000000", "--csv", .. call];
        var start = new ProcessStartInfo("redis-benchmark") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] login = ["--user", "operator", "-a", shop.Stack.Settings.OperatorPassword];
        foreach (var word in login.Concat(words))
        {
            start.ArgumentList.Add(word);
        }

        using var benchmark = Process.Start(start)!;
        var output = await benchmark.StandardOutput.ReadToEndAsync();
        await benchmark.WaitForExitAsync();
        var last = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
        return last.Split("\",\"") is [_, var rate, ..] && double.TryParse(rate, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new Refusal($"redis-benchmark ended without a figure: {output}");
    }
}
