using Shop.Testing;
using static Shop.Api.Tests.ShopApplication;

namespace Shop.Api.Tests.Products;

[Collection(SharedApplication.Name)]
public sealed class StockEndpointsTests(ShopApplication shop)
{
    [Fact]
    public async Task Setting_the_stock_answers_with_all_of_it()
    {
        var path = await PathAsync(stock: 5);

        var reply = await SetAsync(path, """{"onHand":8,"reason":"count"}""");
        var same = await SetAsync(path, """{"onHand":8,"reason":"count"}""");

        Assert.Equal(200, reply.Status);
        Assert.Equal(
            ["productId", "onHand", "reserved", "available", "stockVersion", "updatedAt"],
            reply.Json.AsObject().Select(field => field.Key));
        Assert.Equal(
            (8, 0, 8, 2),
            ((int)reply.Json["onHand"]!, (int)reply.Json["reserved"]!, (int)reply.Json["available"]!, (int)reply.Json["stockVersion"]!));
        Assert.Equal("\"1.2\"", reply.Headers["ETag"]);
        Assert.StartsWith("replicas=", reply.Headers["Durability"], StringComparison.Ordinal);
        Assert.Equal(reply.Text, same.Text);
    }

    [Fact]
    public async Task What_is_reserved_can_not_be_counted_away()
    {
        var (customer, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 5));
        await shop.PostAsync("/v1/purchases", customer.Token, Purchase(product, 3));

        var reply = await SetAsync($"/v1/products/{product["id"]}", """{"onHand":2,"reason":"count"}""");

        Assert.Equal((409, "stock-below-reserved"), (reply.Status, reply.Code));
        Assert.Equal((5, 3, 2), ((int)reply.Json["onHand"]!, (int)reply.Json["reserved"]!, (int)reply.Json["available"]!));
    }

    [Theory]
    [InlineData("""{"onHand":-1,"reason":"count"}""", 422, "#/onHand min")]
    [InlineData("""{"onHand":1000001,"reason":"count"}""", 422, "#/onHand max")]
    [InlineData("""{"reason":"count"}""", 422, "#/onHand required")]
    [InlineData("""{"onHand":1}""", 422, "#/reason required")]
    [InlineData("""{"onHand":1,"reason":"theft"}""", 422, "#/reason enum")]
    [InlineData("""{"onHand":1.5,"reason":"count"}""", 400, "#/onHand type")]
    [InlineData("""{"onHand":1,"reason":"count","delta":1}""", 400, "#/delta unknown_field")]
    public async Task Bad_counts_are_refused(string body, int status, string error)
    {
        var reply = await SetAsync(await PathAsync(stock: 5), body);

        Assert.Equal(status, reply.Status);
        Assert.Equal([error], reply.Errors);
    }

    [Fact]
    public async Task Stock_is_the_administrator_s_and_needs_a_product()
    {
        var (customer, path) = (await shop.CustomerAsync(), await PathAsync(stock: 5));
        var nowhere = $"/v1/products/{Guid.CreateVersion7()}";
        const string body = """{"onHand":1,"reason":"count"}""";

        Assert.Equal(403, (await shop.SendAsync("PUT", path + "/stock", customer.Token, body)).Status);
        Assert.Equal(403, (await shop.GetAsync(path + "/stock/movements", customer.Token)).Status);
        Assert.Equal(403, (await shop.SendAsync("POST", path + "/restore", customer.Token)).Status);
        Assert.Equal(401, (await shop.GetAsync(path + "/stock/movements")).Status);
        Assert.Equal(404, (await SetAsync(nowhere, body)).Status);
        Assert.Equal(404, (await SetAsync(nowhere, """{"onHand":-1}""")).Status);
        Assert.Equal(404, (await shop.GetAsync(nowhere + "/stock/movements", shop.AdminToken)).Status);
        Assert.Equal(404, (await shop.SendAsync("POST", nowhere + "/restore", shop.AdminToken)).Status);
        Assert.Equal(412, (await shop.SendAsync("PUT", path + "/stock", shop.AdminToken, body, ("If-Match", "\"9\""))).Status);
    }

    [Fact]
    public async Task Movements_are_pages_newest_first()
    {
        var (path, other) = (await PathAsync(stock: 1), await PathAsync(stock: 1));
        await SetAsync(path, """{"onHand":2,"reason":"count"}""");
        await SetAsync(path, """{"onHand":3,"reason":"damage"}""");

        var first = await shop.GetAsync(path + "/stock/movements?limit=2&includeTotal=true", shop.AdminToken);
        var cursor = (string)first.Json["page"]!["nextCursor"]!;
        var second = await shop.GetAsync($"{path}/stock/movements?limit=2&cursor={cursor}", shop.AdminToken);
        var foreign = await shop.GetAsync($"{other}/stock/movements?limit=2&cursor={cursor}", shop.AdminToken);

        Assert.Equal(
            [
                "id", "sequence", "productId", "kind", "delta", "reservedDelta", "onHandAfter", "reservedAfter", "reason", "purchaseId",
                "actor", "note", "at",
            ],
            first.Json["items"]![0]!.AsObject().Select(field => field.Key));
        Assert.Equal([3, 2], first.Json["items"]!.AsArray().Select(item => (int)item!["sequence"]!));
        Assert.Equal(
            ("set", "damage", 3),
            ((string?)first.Json["items"]![0]!["kind"], (string?)first.Json["items"]![0]!["reason"], (int)first.Json["totalCount"]!));
        Assert.Equal([1], second.Json["items"]!.AsArray().Select(item => (int)item!["sequence"]!));
        Assert.Null(second.Json["page"]!["nextCursor"]);
        Assert.Equal((400, "invalid-cursor"), (foreign.Status, foreign.Code));
        Assert.Equal("invalid-parameter", (await shop.GetAsync(path + "/stock/movements?sort=sequence", shop.AdminToken)).Code);
    }

    [Fact]
    public async Task An_archived_product_comes_back()
    {
        var path = await PathAsync(stock: 1);
        await shop.SendAsync("DELETE", path, shop.AdminToken);
        Assert.Equal(404, (await shop.GetAsync(path)).Status);

        var restored = await shop.SendAsync("POST", path + "/restore", shop.AdminToken);
        var again = await shop.PostAsync(path + "/restore", shop.AdminToken, "{}");
        var odd = await shop.PostAsync(path + "/restore", shop.AdminToken, """{"status":"draft"}""");

        Assert.Equal((200, "active"), (restored.Status, (string?)restored.Json["status"]));
        Assert.Equal((200, (int)restored.Json["version"]!), (again.Status, (int)again.Json["version"]!));
        Assert.Equal((400, "malformed-request"), (odd.Status, odd.Code));
        Assert.Equal(200, (await shop.GetAsync(path)).Status);
    }

    private async Task<string> PathAsync(long stock) => $"/v1/products/{(await shop.ProductAsync(stock))["id"]}";

    private Task<Reply> SetAsync(string path, string body) => shop.SendAsync("PUT", path + "/stock", shop.AdminToken, body);
}
