using Shop.Testing;
using static Shop.Api.Tests.ShopApplication;

namespace Shop.Api.Tests.Admin;

[Collection(SharedApplication.Name)]
public sealed class AdminEndpointsTests(ShopApplication shop)
{
    [Fact]
    public async Task The_invariants_hold_while_the_shop_sells()
    {
        var (customer, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 30));
        var selling = Task.WhenAll(Enumerable.Range(0, 60).Select(_ =>
            shop.PostAsync("/v1/purchases", customer.Token, Purchase(product, 1, "tok_ok"))));

        var reply = await shop.GetAsync("/v1/admin/invariants", shop.AdminToken);
        await selling;

        Assert.Equal((200, true, "[]"), (reply.Status, (bool)reply.Json["ok"]!, reply.Json["violations"]!.ToJsonString()));
        Assert.True((long)reply.Json["checkedProducts"]! >= 1);
        Assert.Equal(["ok", "checkedProducts", "violations"], reply.Json.AsObject().Select(field => field.Key));
    }

    [Fact]
    public async Task The_topology_names_every_node_once()
    {
        await Eventually.True(
            async () => (await TopologyAsync()).Json["replicas"]!.AsArray().All(replica => (bool)replica!["inReadSet"]!),
            "both replicas are read from");
        var reply = await TopologyAsync();

        Assert.Equal(["master", "epoch", "replicas", "sentinels", "failovers"], reply.Json.AsObject().Select(field => field.Key));
        var replicas = reply.Json["replicas"]!.AsArray();
        Assert.Equal(["endpoint", "connected", "lagBytes", "inReadSet"], replicas[0]!.AsObject().Select(field => field.Key));
        Assert.Equal(2, replicas.Count);
        Assert.DoesNotContain((string?)reply.Json["master"], replicas.Select(replica => (string?)replica!["endpoint"]));
        Assert.All(replicas, replica => Assert.True((long)replica!["lagBytes"]! >= 0));
        Assert.Equal(3, reply.Json["sentinels"]!.AsArray().Count(sentinel => (bool)sentinel!["connected"]!));
        Assert.Equal(0, (int)reply.Json["failovers"]!);
    }

    [Theory]
    [InlineData("/v1/admin/invariants")]
    [InlineData("/v1/admin/topology")]
    public async Task Both_are_for_administrators(string path)
    {
        var customer = await shop.CustomerAsync();

        Assert.Equal(401, (await shop.GetAsync(path)).Status);
        Assert.Equal(403, (await shop.GetAsync(path, customer.Token)).Status);
        Assert.Equal(400, (await shop.GetAsync(path + "?x=1", shop.AdminToken)).Status);
        Assert.Equal(405, (await shop.SendAsync("POST", path, shop.AdminToken)).Status);
    }

    private Task<Reply> TopologyAsync() => shop.GetAsync("/v1/admin/topology", shop.AdminToken);
}
