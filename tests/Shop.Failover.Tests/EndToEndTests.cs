using System.Text.Json.Nodes;
using Shop.Testing;
using static Shop.Testing.SellingShop;

namespace Shop.Failover.Tests;

/// <summary>Through nginx, on both API replicas.</summary>
[Collection(OneShop.Name)]
public sealed class EndToEndTests(SellingShop shop)
{
    [Fact]
    public async Task Ten_reads_alternate_over_the_replicas()
    {
        var ids = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            ids.Add((await shop.GetAsync("/v1/products?limit=1")).Headers["X-Request-Id"]);
        }

        var upstreams = await UpstreamsAsync(ids);

        Assert.Equal(2, upstreams.Distinct(StringComparer.Ordinal).Count());
        Assert.All(upstreams.Zip(upstreams.Skip(1)), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact]
    public async Task Status_as_json_has_the_documented_shape()
    {
        var status = await shop.StatusAsync();

        Assert.Equal(["running", "directory", "urls", "nodes"], Fields(status));
        Assert.Equal(["api", "replicas", "metrics", "prometheus", "alertmanager"], Fields(status["urls"]!));
        var nodes = status["nodes"]!.AsArray();
        Assert.All(nodes, node => Assert.Equal(["name", "kind", "role", "address", "pid", "state"], Fields(node!)));
        Assert.Equal(14, nodes.Count);
        Assert.All(nodes, node => Assert.Equal("running", (string?)node!["state"]));
        Assert.Equal(shop.Stack.BaseAddress.GetLeftPart(UriPartial.Authority), (string?)status["urls"]!["api"]);
    }

    [Fact]
    public async Task A_purchase_goes_from_registration_to_less_stock()
    {
        var (token, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 5));

        var bought = await shop.BuyAsync(token, product, 2);
        var read = await shop.GetAsync(bought.Headers["Location"], token);

        Assert.Equal((201, "paid", "replicas=2"), (bought.Status, (string?)bought.Json["status"], bought.Headers["Durability"]));
        Assert.Equal(bought.Text, read.Text);
        Assert.Equal(3, await shop.AvailableAsync(product));
    }

    [Fact]
    public async Task Two_hundred_parallel_buys_of_twenty_units_sell_twenty()
    {
        var (token, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 20));

        var replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => shop.BuyAsync(token, product)));

        Assert.Equal(20, replies.Count(reply => reply.Status == 201));
        Assert.Equal(180, replies.Count(reply => reply.Status == 409 && reply.Code == "out-of-stock"));
        Assert.Equal(0, await shop.AvailableAsync(product));
        Assert.Equal(2, (await UpstreamsAsync(replies.Select(reply => reply.Headers["X-Request-Id"]))).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Five_hundred_parallel_buys_of_fifty_units_sell_fifty()
    {
        var (token, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 50));

        var replies = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => shop.BuyAsync(token, product)));
        var invariants = await shop.GetAsync("/v1/admin/invariants", await shop.AdminAsync());

        Assert.Equal((50, 450), (replies.Count(reply => reply.Status == 201), replies.Count(reply => reply.Status == 409)));
        Assert.Equal(0, await shop.AvailableAsync(product));
        Assert.True((bool)invariants.Json["ok"]!, invariants.Text);
    }

    [Fact]
    public async Task What_one_replica_has_written_the_other_reads()
    {
        const int lanes = 8;
        var (admin, replicas) = (await shop.AdminAsync(), shop.Stack.Replicas);

        var stale = await Task.WhenAll(Enumerable.Range(0, lanes).Select(async lane =>
        {
            var (product, missed) = (await shop.ProductAsync(stock: 0), 0);
            for (var units = 1; units <= 2000 / lanes; units++)
            {
                var adjust = new Ask("POST", $"/v1/products/{product}/stock/adjustments") { Token = admin };
                var written = await shop.SendAsync(adjust.With("""{"delta":1,"reason":"count"}"""), replicas[(lane + units) % 2]);
                var read = await shop.SendAsync(new Ask("GET", $"/v1/products/{product}"), replicas[(lane + units + 1) % 2]);
                Assert.Equal((201, 200), (written.Status, read.Status));
                missed += (int)read.Json["stock"]!["available"]! == units ? 0 : 1;
            }

            return missed;
        }));

        Assert.Equal(0, stale.Sum());
    }

    [Fact]
    public async Task One_email_in_parallel_through_both_replicas_is_one_user()
    {
        var registration = Registration($"{Unique("ann")}@example.com");

        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => shop.PostAsync("/v1/users", null, registration.DeepClone())));

        Assert.Single(replies, reply => reply.Status == 201);
        Assert.Equal(9, replies.Count(reply => reply.Code == "email-taken"));
    }

    [Fact]
    public async Task One_key_over_both_replicas_is_one_purchase()
    {
        var (token, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 50));
        var key = ("Idempotency-Key", Unique("key"));

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shop.BuyAsync(token, product, 1, key)));
        var afterwards = await shop.BuyAsync(token, product, 1, key);

        Assert.All(replies, reply => Assert.True(reply.Status == 201 || reply.Code == "idempotency-in-progress", reply.Text));
        Assert.Single(replies.Append(afterwards).Where(reply => reply.Status == 201).Select(reply => (string?)reply.Json["id"]).Distinct(StringComparer.Ordinal));
        Assert.Equal("true", afterwards.Headers["Idempotent-Replayed"]);
        Assert.Equal(49, await shop.AvailableAsync(product));
    }

    [Fact]
    public async Task A_client_s_own_operation_id_is_overwritten()
    {
        var header = ("X-Operation-Id", "the-same-for-all");
        var (token, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 5));

        var first = await shop.BuyAsync(token, product, 1, header);
        var second = await shop.BuyAsync(token, product, 1, header);

        Assert.NotEqual((string?)first.Json["id"], (string?)second.Json["id"]);
    }

    [Fact]
    public async Task Nginx_answers_with_problems_too()
    {
        var tooLarge = await shop.SendAsync(new Ask("POST", "/v1/users").With(new string(' ', 200 * 1024)));
        var chunked = await shop.SendAsync(new Ask("POST", "/v1/users") { IsChunked = true }.With(new string(' ', 200 * 1024)));
        var tooLong = await shop.GetAsync("/v1/products?q=" + new string('a', 9 * 1024));
        var headers = await shop.SendAsync(new Ask("GET", "/v1/products").Header("X-Long", new string('a', 33 * 1024)));
        var metrics = await shop.GetAsync("/metrics");

        Assert.Equal((413, "payload-too-large"), (tooLarge.Status, tooLarge.Code));
        Assert.Equal((413, "payload-too-large"), (chunked.Status, chunked.Code));
        Assert.Equal((414, "uri-too-long"), (tooLong.Status, tooLong.Code));
        Assert.Equal((431, "headers-too-large"), (headers.Status, headers.Code));
        Assert.Equal((404, "not-found"), (metrics.Status, metrics.Code));
        Assert.All(new[] { tooLarge, chunked, tooLong, headers, metrics }, reply =>
        {
            Assert.Equal("application/problem+json", reply.Headers["Content-Type"]);
            Assert.Equal(reply.Headers["X-Request-Id"], (string?)reply.Json["requestId"]);
            Assert.Equal(["type", "title", "status", "detail", "instance", "code", "requestId"], Fields(reply.Json));
        });
    }

    [Fact]
    public async Task Many_small_headers_pass()
    {
        var ask = Enumerable.Range(0, 500).Aggregate(new Ask("GET", "/v1/products?limit=1"), (many, i) => many.Header($"X-Many-{i}", "v"));

        Assert.Equal(200, (await shop.SendAsync(ask)).Status);
    }

    [Fact]
    public async Task A_request_id_of_the_client_s_is_echoed_when_it_is_one()
    {
        var good = await shop.SendAsync(new Ask("GET", "/v1/nope").Header("X-Request-Id", "my-request.1"));
        var bad = await shop.SendAsync(new Ask("GET", "/v1/nope").Header("X-Request-Id", "no spaces, please"));

        Assert.Equal(("my-request.1", "my-request.1"), (good.Headers["X-Request-Id"], (string?)good.Json["requestId"]));
        Assert.NotEqual("no spaces, please", bad.Headers["X-Request-Id"]);
    }

    [Fact]
    public async Task Prometheus_sees_every_target_and_what_the_shop_counts()
    {
        var (token, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 1));
        await shop.BuyAsync(token, product);

        var targets = (await shop.JsonAsync(shop.Stack.Prometheus, "/api/v1/targets"))["data"]!["activeTargets"]!.AsArray();
        Assert.All(targets, target => Assert.Equal("up", (string?)target!["health"]));
        Assert.True(targets.Count >= 11, $"only {targets.Count} targets");
        await Eventually.True(async () => await QueryAsync("min(redis_up)") == 1, "redis_up is 1 for each node");
        await Eventually.True(async () => await QueryAsync("""sum(shop_purchases_total{outcome="accepted"})""") >= 1, "the purchase is counted");
        await Eventually.True(async () => await QueryAsync("""sum(shop_redis_reads_total{shop_redis_role="replica"})""") >= 1, "replicas are read");
        await Eventually.True(async () => await QueryAsync("""sum(shop_redis_commits_total{outcome="acknowledged"})""") >= 1, "commits are counted");
    }

    [Fact]
    public async Task Health_is_there_for_everyone()
    {
        Assert.Equal(200, (await shop.GetAsync("/health/live")).Status);
        Assert.Equal(200, (await shop.GetAsync("/health/ready")).Status);
    }

    private static IEnumerable<string> Fields(JsonNode node) => node.AsObject().Select(field => field.Key);

    private async Task<double> QueryAsync(string query)
    {
        var result = (await shop.JsonAsync(shop.Stack.Prometheus, "/api/v1/query?query=" + Uri.EscapeDataString(query)))["data"]!["result"]!.AsArray();
        return result.Count == 0 ? -1 : double.Parse((string)result[0]!["value"]![1]!, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Which API replica answered each request, by nginx's access log.</summary>
    private async Task<IReadOnlyList<string>> UpstreamsAsync(IEnumerable<string> requestIds)
    {
        var wanted = requestIds.ToList();
        Dictionary<string, string> upstreams = [];
        await Eventually.True(
            async () =>
            {
                upstreams = (await shop.Stack.LogAsync("nginx")).Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!)
                    .GroupBy(entry => (string)entry["request_id"]!, StringComparer.Ordinal)
                    .ToDictionary(entries => entries.Key, entries => (string)entries.First()["upstream_addr"]!, StringComparer.Ordinal);
                return wanted.All(upstreams.ContainsKey);
            },
            "nginx has logged every request");
        return [.. wanted.Select(id => upstreams[id])];
    }
}
