using System.Text.Json.Nodes;
using Shop.Testing;

namespace Shop.Failover.Tests;

/// <summary>Through nginx, on both API replicas.</summary>
[Collection(OneShop.Name)]
public sealed class EndToEndTests(SellingShop shop)
{
    [Fact]
    public async Task Ten_reads_alternate_over_the_replicas()
    {
        var replies = new List<Reply>();
        for (var i = 0; i < 10; i++)
        {
            replies.Add(await shop.GetAsync("/v1/products?limit=1"));
        }

        var upstreams = await shop.UpstreamsAsync(replies);

        Assert.Equal(2, upstreams.Distinct(StringComparer.Ordinal).Count());
        Assert.All(upstreams.Zip(upstreams.Skip(1)), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact]
    public async Task Status_as_json_has_the_documented_shape()
    {
        var status = await shop.StatusAsync();

        Assert.Equal(["running", "directory", "urls", "nodes"], Fields(status));
        Assert.Equal(["api", "tls", "replicas", "metrics", "prometheus", "alertmanager"], Fields(status["urls"]!));
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

    private static IEnumerable<string> Fields(JsonNode node) => node.AsObject().Select(field => field.Key);

    private async Task<double> QueryAsync(string query)
    {
        var result = (await shop.JsonAsync(shop.Stack.Prometheus, "/api/v1/query?query=" + Uri.EscapeDataString(query)))["data"]!["result"]!.AsArray();
        return result.Count == 0 ? -1 : double.Parse((string)result[0]!["value"]![1]!, System.Globalization.CultureInfo.InvariantCulture);
    }
}
