using System.Text.RegularExpressions;
using Shop.Testing;

namespace Shop.Failover.Tests;

/// <summary>TLS between API, Redis and Sentinels, switched on and off as an operator would.</summary>
[Collection(OneShop.Name)]
public sealed partial class RedisTlsTests(SellingShop shop)
{
    private const string RefusedForWantOfAPassword = "-NOAUTH";

    private IEnumerable<string> RedisAndSentinels => shop.Stack.Nodes.Where(name => RedisOrSentinel().IsMatch(name)).Select(shop.Stack.AddressOf);

    [Fact]
    public async Task Data_survives_down_and_up_and_the_way_to_TLS_and_back()
    {
        var (token, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 10));
        var before = await shop.BuyAsync(token, product);

        await StartAgainAsync(tls: true);
        try
        {
            await AssertOnlyTlsIsAnsweredAsync();
            await AssertTheExporterSeesAllAsync();
            await AssertBackupsAreMadeAsync();
            var during = await BuyWhileTheMasterIsKilledAsync(token, product);
            await AssertPresentAsync(token, before, during);
        }
        finally
        {
            await StartAgainAsync(tls: false);
        }

        Assert.All(await AnswersAsync(), answer => Assert.StartsWith(RefusedForWantOfAPassword, answer, StringComparison.Ordinal));
        await AssertPresentAsync(token, before);
        Assert.Equal(8, await shop.AvailableAsync(product));
    }

    private async Task StartAgainAsync(bool tls)
    {
        await shop.Stack.RunAsync("down");
        shop.Stack.Set("REDIS_TLS", tls ? "true" : "false");
        await shop.Stack.RunAsync("up");
    }

    private async Task AssertOnlyTlsIsAnsweredAsync() => Assert.All(await AnswersAsync(), answer =>
    {
        Assert.DoesNotContain("PONG", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(RefusedForWantOfAPassword, answer, StringComparison.Ordinal);
    });

    private Task<string[]> AnswersAsync() => Task.WhenAll(RedisAndSentinels.Select(address => InTheClear.SayAsync(address, "PING")));

    private Task AssertTheExporterSeesAllAsync() => Eventually.True(
        async () =>
        {
            var up = (await shop.JsonAsync(shop.Stack.Prometheus, "/api/v1/query?query=redis_up"))["data"]!["result"]!.AsArray();
            return up.Count == 6 && up.All(node => (string?)node!["value"]![1] == "1");
        },
        "redis_up is 1 for all 6 nodes");

    private async Task AssertBackupsAreMadeAsync()
    {
        var folder = TestFolder.Make("tls-backup");
        await shop.Stack.RunAsync("backup", $"{folder}/shop.backup");
        var (code, _, errors) = await shop.Stack.RunScriptAsync($"REDIS_TLS=false ./shop backup {folder}/other.backup");
        Directory.Delete(folder, recursive: true);

        Assert.Equal(1, code);
        Assert.Contains("was started with REDIS_TLS=true", errors, StringComparison.Ordinal);
    }

    private async Task<Reply> BuyWhileTheMasterIsKilledAsync(string token, string product)
    {
        await shop.BecomesWholeAsync();
        var old = await shop.MasterAsync();
        await shop.Stack.RunAsync("kill", old);

        var bought = await shop.BuyAsync(token, product);

        Assert.NotEqual(old, await shop.MasterAsync());
        await shop.Stack.RunAsync("start", old);
        await shop.BecomesWholeAsync();
        return bought;
    }

    private async Task AssertPresentAsync(string token, params Reply[] acknowledged)
    {
        foreach (var reply in acknowledged)
        {
            Assert.Equal(201, reply.Status);
            var read = await shop.GetAsync(reply.Headers["Location"], token);
            Assert.Equal((200, reply.Text), (read.Status, read.Text));
        }
    }

    [GeneratedRegex(@"^(redis|sentinel)-\d$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RedisOrSentinel();
}
