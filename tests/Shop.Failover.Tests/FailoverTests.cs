using Shop.Testing;

namespace Shop.Failover.Tests;

/// <summary>What was acknowledged is there afterwards, whatever happened to Redis meanwhile.</summary>
[Collection(OneShop.Name)]
public sealed class FailoverTests(SellingShop shop)
{
    [Fact]
    public async Task Without_its_master_the_shop_goes_on_selling_and_the_old_one_comes_back_as_a_replica()
    {
        await shop.BecomesWholeAsync();
        var (token, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 1000));
        var before = await shop.BuyAsync(token, product);
        var old = await shop.MasterAsync();

        await shop.Stack.RunAsync("pause", "master");
        var during = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shop.BuyAsync(token, product)));
        var reads = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shop.GetAsync($"/v1/products/{product}")));

        Assert.All(during, reply => Assert.Equal(201, reply.Status));
        Assert.All(reads, reply => Assert.Equal(200, reply.Status));
        Assert.NotEqual(old, await shop.MasterAsync());
        await shop.Stack.RunAsync("resume", old);
        Assert.Equal("replica", (string?)(await shop.NodeAsync(old))["role"]); // there is never a second master in the table
        await Eventually.True(async () => await shop.Stack.RoleAsync(old) == "slave", $"{old} is a replica");
        await shop.BecomesWholeAsync();
        await AssertPresentAsync(token, product, sold: 21, [before, .. during]);
    }

    [Fact]
    public async Task What_one_replica_has_written_the_other_reads_while_a_redis_replica_hangs_and_comes_back()
    {
        await shop.BecomesWholeAsync();
        var replica = (string)(await shop.StatusAsync())["nodes"]!.AsArray().First(node => (string?)node!["role"] == "replica")!["name"]!;

        var reading = ReadYourWrites.CountStaleAsync(shop, writes: 2000, withToken: false);
        var hangs = 0;
        do
        {
            await shop.Stack.RunAsync("pause", replica);
            await shop.Stack.RunAsync("resume", replica);
            hangs++;
        }
        while (!reading.IsCompleted);

        Assert.Equal(0, await reading);
        Assert.True(hangs > 1, "everything was read before the replica hung twice");
        await shop.BecomesWholeAsync();
    }

    [Fact]
    public async Task Data_survives_the_sudden_end_of_every_redis_node()
    {
        await shop.BecomesWholeAsync();
        var (token, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 10));
        var bought = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => shop.BuyAsync(token, product)));
        var pids = (await shop.StatusAsync())["nodes"]!.AsArray().Where(node => (string?)node!["kind"] == "redis").Select(node => node!["pid"]!.ToString());

        await shop.Stack.RunScriptAsync($"kill -9 {string.Join(' ', pids)}");
        await shop.Stack.RunAsync("up");

        await shop.BecomesWholeAsync();
        await AssertPresentAsync(token, product, sold: 5, bought, stock: 10);

        // A command that the application may not run would be missing from the data of a node that reads its own log.
        var logs = await Task.WhenAll(Enumerable.Range(1, 3).Select(i => shop.Stack.RunAsync("logs", $"redis-{i}")));
        Assert.All(logs, log => Assert.Contains("DB loaded from append only file", log, StringComparison.Ordinal));
        Assert.All(logs, log => Assert.DoesNotContain("CRITICAL", log, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_any_redis_calls_are_refused_in_words_and_sent_again_afterwards_they_take_effect_once()
    {
        await shop.BecomesWholeAsync();
        var (token, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 10));
        var key = ("Idempotency-Key", SellingShop.Unique("key"));
        string[] nodes = ["redis-1", "redis-2", "redis-3"];

        await OnEachAsync("pause", nodes);
        var refused = await Task.WhenAll(shop.BuyAsync(token, product, 1, key), shop.GetAsync($"/v1/products/{product}"));
        var live = await shop.GetAsync("/health/live");
        await OnEachAsync("resume", nodes);

        Assert.All(refused, reply =>
        {
            Assert.Equal((503, "storage-unavailable"), (reply.Status, reply.Code));
            Assert.Equal("application/problem+json", reply.Headers["Content-Type"]);
            Assert.Matches("^[1-9][0-9]*$", reply.Headers["Retry-After"]);
        });
        Assert.Equal(200, live.Status);
        await shop.BecomesWholeAsync(); // three nodes that come back one by one are more than the one fault that costs nothing
        Assert.Equal(201, (await shop.BuyAsync(token, product, 1, key)).Status);
        Assert.Equal(201, (await shop.BuyAsync(token, product, 1, key)).Status);
        Assert.Equal(9, await shop.AvailableAsync(product));
    }

    [Fact]
    public async Task Both_api_replicas_are_restarted_while_customers_buy_and_no_request_fails()
    {
        await shop.BecomesWholeAsync();
        var (token, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 100_000));
        var before = await PidsAsync();

        var restart = shop.Stack.RunAsync("restart");
        var bought = (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => BuyUntilAsync(restart)))).SelectMany(replies => replies).ToList();
        await restart;

        Assert.All(bought, reply => Assert.Equal(201, reply.Status));
        Assert.Empty((await PidsAsync()).Intersect(before));
        await AssertPresentAsync(token, product, sold: bought.Count, bought, stock: 100_000);

        async Task<int[]> PidsAsync() => [(int)(await shop.NodeAsync("api-1"))["pid"]!, (int)(await shop.NodeAsync("api-2"))["pid"]!];

        async Task<List<Reply>> BuyUntilAsync(Task end)
        {
            var replies = new List<Reply>();
            while (!end.IsCompleted)
            {
                replies.Add(await shop.BuyAsync(token, product));
            }

            return replies;
        }
    }

    private async Task OnEachAsync(string command, IEnumerable<string> nodes)
    {
        foreach (var node in nodes)
        {
            await shop.Stack.RunAsync(command, node);
        }
    }

    private async Task AssertPresentAsync(string token, string product, int sold, IReadOnlyList<Reply> acknowledged, int stock = 1000)
    {
        foreach (var reply in acknowledged)
        {
            var read = await shop.GetAsync(reply.Headers["Location"], token);
            Assert.Equal((200, reply.Text), (read.Status, read.Text));
        }

        Assert.Equal(stock - sold, await shop.AvailableAsync(product));
    }
}
