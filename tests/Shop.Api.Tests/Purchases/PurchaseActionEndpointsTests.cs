using System.Text.Json.Nodes;
using Shop.Testing;
using static Shop.Api.Tests.ShopApplication;

namespace Shop.Api.Tests.Purchases;

[Collection(SharedApplication.Name)]
public sealed class PurchaseActionEndpointsTests(ShopApplication shop)
{
    [Fact]
    public async Task A_paid_purchase_goes_its_way_and_each_state_says_what_may_follow()
    {
        var (customer, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 5));
        var path = await PaidAsync(customer, product, 2);

        Assert.Equal("""["ship","cancel","refund"]""", await AllowedAsync(path, shop.AdminToken));
        var shipped = await ActAsync(path, "ship", """{"tracking":{"carrier":"DHL","number":"42"}}""");
        Assert.Equal((200, "shipped"), (shipped.Status, (string?)shipped.Json["status"]));
        Assert.Equal("""{"carrier":"DHL","number":"42"}""", shipped.Json["tracking"]!.ToJsonString());
        Assert.Equal("""["deliver","refund"]""", shipped.Json["allowedActions"]!.ToJsonString());
        Assert.Equal("[]", await AllowedAsync(path, customer.Token));
        var delivered = await ActAsync(path, "deliver");
        Assert.Equal(
            (200, "delivered", """["refund"]"""),
            (delivered.Status, (string?)delivered.Json["status"], delivered.Json["allowedActions"]!.ToJsonString()));
        var refunded = await ActAsync(path, "refund");
        Assert.Equal(
            (200, "refunded", "[]"),
            (refunded.Status, (string?)refunded.Json["status"], refunded.Json["allowedActions"]!.ToJsonString()));
        Assert.True(JsonNode.DeepEquals(refunded.Json["total"], refunded.Json["refundedTotal"]));
        Assert.Equal($"\"{refunded.Json["version"]}\"", refunded.Headers["ETag"]);
    }

    [Theory]
    [InlineData("ship", "pending", """["pay","cancel"]""")]
    [InlineData("deliver", "pending", """["pay","cancel"]""")]
    [InlineData("refund", "pending", """["pay","cancel"]""")]
    [InlineData("deliver", "paid", """["ship","cancel","refund"]""")]
    public async Task The_wrong_state_is_409_with_what_may_be_done(string action, string status, string allowed)
    {
        var (customer, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 5));
        var placed = await shop.PostAsync("/v1/purchases", customer.Token, Purchase(product, 1, status == "paid" ? "tok_ok" : null));

        var reply = await ActAsync(placed.Headers["Location"], action);

        Assert.Equal((409, "invalid-state", status), (reply.Status, reply.Code, (string?)reply.Json["currentStatus"]));
        Assert.Equal(allowed, reply.Json["allowedActions"]!.ToJsonString());
    }

    [Fact]
    public async Task Shipping_needs_no_tracking_delivering_and_refunding_no_body()
    {
        var path = await PaidAsync(await shop.CustomerAsync(), await shop.ProductAsync(stock: 5), 1);

        var shipped = await ActAsync(path, "ship");

        Assert.Equal(200, shipped.Status);
        Assert.Null(shipped.Json["tracking"]);
        Assert.Equal(400, (await ActAsync(path, "deliver", """{"at":"now"}""")).Status);
        Assert.Equal(200, (await ActAsync(path, "deliver", "{}")).Status);
    }

    [Theory]
    [InlineData("ship", """{"tracking":{"carrier":"DHL"}}""", 422, "#/tracking/number required")]
    [InlineData("ship", """{"tracking":{"carrier":"","number":"1"}}""", 422, "#/tracking/carrier min_length")]
    [InlineData("ship", """{"tracking":"DHL 42"}""", 400, "#/tracking type")]
    [InlineData("ship", """{"tracking":{"carrier":"a","number":"1","url":"x"}}""", 400, "#/tracking/url unknown_field")]
    [InlineData("refund", """{"items":[]}""", 422, "#/items min_length")]
    [InlineData("refund", """{"items":[{"productId":"x","quantity":1}]}""", 422, "#/items/0/productId format")]
    [InlineData("refund", """{"items":[{"productId":"{id}","quantity":0}]}""", 422, "#/items/0/quantity min")]
    [InlineData(
        "refund", """{"items":[{"productId":"{id}","quantity":1},{"productId":"{ID}","quantity":1}]}""", 422, "#/items/1/productId duplicate")]
    [InlineData("refund", """{"restock":"yes"}""", 400, "#/restock type")]
    [InlineData("refund", """{"reason":"a\u0000b"}""", 422, "#/reason forbidden_chars")]
    public async Task Bad_bodies_are_refused(string action, string body, int status, string error)
    {
        var product = await shop.ProductAsync(stock: 5);
        var path = await PaidAsync(await shop.CustomerAsync(), product, 1);
        var id = (string)product["id"]!;
        var text = body.Replace("{id}", id, StringComparison.Ordinal).Replace("{ID}", id.ToUpperInvariant(), StringComparison.Ordinal);

        var reply = await ActAsync(path, action, text);

        Assert.Equal(status, reply.Status);
        Assert.Equal([error], reply.Errors);
    }

    [Fact]
    public async Task Refunds_restock_only_when_asked_and_never_exceed_what_was_paid()
    {
        var product = await shop.ProductAsync(stock: 5, amount: 250);
        var path = await PaidAsync(await shop.CustomerAsync(), product, 3);
        string Items(string id, int quantity, bool restock) =>
            $$"""{"items":[{"productId":"{{id}}","quantity":{{quantity}}}],"restock":{{(restock ? "true" : "false")}},"reason":"broken"}""";
        var id = ((string)product["id"]!).ToUpperInvariant();

        var part = await ActAsync(path, "refund", Items(id, 1, restock: true));
        var excess = await ActAsync(path, "refund", Items(id, 3, restock: true));
        var unknown = await ActAsync(path, "refund", Items(Guid.CreateVersion7().ToString(), 1, restock: true));
        var rest = await ActAsync(path, "refund", Items(id, 2, restock: false));
        var twice = await ActAsync(path, "refund");

        Assert.Equal(
            (200, "paid", 250, 1),
            (
                part.Status, (string?)part.Json["status"], (int)part.Json["refundedTotal"]!["amount"]!,
                (int)part.Json["items"]![0]!["refundedQuantity"]!
            ));
        Assert.Equal((422, "refund-exceeds-paid"), (excess.Status, excess.Code));
        Assert.Equal(["#/items/0/quantity max"], excess.Errors);
        Assert.Equal((422, "unknown-product"), (unknown.Status, unknown.Code));
        Assert.Equal((200, "refunded"), (rest.Status, (string?)rest.Json["status"]));
        Assert.Equal((409, "invalid-state"), (twice.Status, twice.Code));
        var after = (await shop.GetAsync($"/v1/products/{product["id"]}", shop.AdminToken)).Json;
        Assert.Equal((3, 0), ((int)after["stock"]!["onHand"]!, (int)after["soldCount"]!));
    }

    [Fact]
    public async Task Deleting_is_cancelling()
    {
        var (customer, other, product) = (await shop.CustomerAsync(), await shop.CustomerAsync(), await shop.ProductAsync(stock: 5));
        var path = (await shop.PostAsync("/v1/purchases", customer.Token, Purchase(product, 2))).Headers["Location"];
        var key = ("Idempotency-Key", Unique("key"));

        Assert.Equal(404, (await shop.SendAsync("DELETE", path, other.Token)).Status);
        Assert.Equal(412, (await shop.SendAsync("DELETE", path, customer.Token, null, ("If-Match", "\"9\""))).Status);
        var deleted = await shop.SendAsync("DELETE", path, customer.Token, null, key);
        var replay = await shop.SendAsync("DELETE", path, customer.Token, null, key);
        var again = await shop.SendAsync("DELETE", path, customer.Token);

        Assert.Equal((204, ""), (deleted.Status, deleted.Text));
        Assert.Equal((204, "true"), (replay.Status, replay.Headers["Idempotent-Replayed"]));
        Assert.Equal((409, "invalid-state", "cancelled"), (again.Status, again.Code, (string?)again.Json["currentStatus"]));
        Assert.Equal("cancelled", (string?)(await shop.GetAsync(path, customer.Token)).Json["status"]);
    }

    [Fact]
    public async Task Shipping_delivering_and_refunding_are_the_administrator_s()
    {
        var customer = await shop.CustomerAsync();
        var path = await PaidAsync(customer, await shop.ProductAsync(stock: 5), 1);
        var nowhere = $"/v1/purchases/{Guid.CreateVersion7()}";

        foreach (var action in new[] { "ship", "deliver", "refund" })
        {
            Assert.Equal(401, (await shop.SendAsync("POST", $"{path}/{action}", null)).Status);
            Assert.Equal(403, (await shop.SendAsync("POST", $"{path}/{action}", customer.Token)).Status);
            Assert.Equal(404, (await ActAsync(nowhere, action)).Status);
            Assert.Equal(412, (await shop.SendAsync("POST", $"{path}/{action}", shop.AdminToken, null, ("If-Match", "\"1\""))).Status);
        }
    }

    private async Task<string> PaidAsync(Customer customer, JsonNode product, int quantity)
    {
        var placed = await shop.PostAsync("/v1/purchases", customer.Token, Purchase(product, quantity, "tok_ok"));
        Assert.Equal("paid", (string?)placed.Json["status"]);
        return placed.Headers["Location"];
    }

    private Task<Reply> ActAsync(string path, string action, string? body = null) =>
        shop.SendAsync("POST", $"{path}/{action}", shop.AdminToken, body);

    private async Task<string> AllowedAsync(string path, string token) =>
        (await shop.GetAsync(path, token)).Json["allowedActions"]!.ToJsonString();
}
