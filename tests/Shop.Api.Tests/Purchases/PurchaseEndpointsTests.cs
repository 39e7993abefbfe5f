using System.Text.Json.Nodes;
using Shop.Testing;
using static Shop.Api.Tests.ShopApplication;

namespace Shop.Api.Tests.Purchases;

[Collection(SharedApplication.Name)]
public sealed class PurchaseEndpointsTests(ShopApplication shop)
{
    [Fact]
    public async Task A_purchase_is_pending_with_every_field_and_reserves_its_lines()
    {
        var (customer, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 5, amount: 250));

        var reply = await shop.PostAsync("/v1/purchases", customer.Token, Purchase(product, quantity: 2));

        Assert.Equal(201, reply.Status);
        Assert.Equal(
            [
                "id", "userId", "items", "total", "refundedTotal", "status", "expiresAt", "shippingAddress", "note", "tracking", "payments",
                "history", "allowedActions", "createdAt", "updatedAt", "version",
            ],
            reply.Json.AsObject().Select(field => field.Key));
        Assert.Equal((customer.Id, "pending", 500), ((string?)reply.Json["userId"], (string?)reply.Json["status"], (int)reply.Json["total"]!["amount"]!));
        Assert.Equal("""["pay","cancel"]""", reply.Json["allowedActions"]!.ToJsonString());
        Assert.Equal(
            ["productId", "sku", "name", "quantity", "unitPrice", "lineTotal", "refundedQuantity"],
            reply.Json["items"]![0]!.AsObject().Select(field => field.Key));
        Assert.Equal(reply.Text, (await shop.GetAsync(reply.Headers["Location"], customer.Token)).Text);
        Assert.Equal(3, await AvailableAsync(product));
    }

    [Fact]
    public async Task Paying_at_once_sells()
    {
        var (customer, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 5));

        var reply = await shop.PostAsync("/v1/purchases", customer.Token, Purchase(product, 2, "tok_ok"));

        Assert.Equal((201, "paid"), (reply.Status, (string?)reply.Json["status"]));
        Assert.Equal("succeeded", (string?)reply.Json["payments"]![0]!["status"]);
        Assert.Equal("""["cancel"]""", reply.Json["allowedActions"]!.ToJsonString());
        Assert.Equal(3, await AvailableAsync(product));
    }

    [Theory]
    [InlineData("tok_declined", "card_declined")]
    [InlineData("tok_insufficient_funds", "insufficient_funds")]
    [InlineData("tok_expired_card", "expired_card")]
    public async Task A_declined_payment_leaves_the_purchase_pending_and_may_be_tried_again(string token, string code)
    {
        var (customer, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 5));

        var declined = await shop.PostAsync("/v1/purchases", customer.Token, Purchase(product, 1, token));
        var location = declined.Headers["Location"];
        var again = await PayAsync(location, customer.Token, token);
        var paid = await PayAsync(location, customer.Token, "tok_ok");
        var twice = await PayAsync(location, customer.Token, "tok_ok");

        Assert.Equal((402, "payment-declined", code), (declined.Status, declined.Code, (string?)declined.Json["declineCode"]));
        Assert.Equal((402, code), (again.Status, (string?)again.Json["declineCode"]));
        Assert.Equal((200, "paid", 3), (paid.Status, (string?)paid.Json["status"], paid.Json["payments"]!.AsArray().Count));
        Assert.Equal((409, "invalid-state", "paid"), (twice.Status, twice.Code, (string?)twice.Json["currentStatus"]));
    }

    [Fact]
    public async Task A_failing_provider_is_no_lost_purchase()
    {
        var (customer, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 5));

        var placed = await shop.PostAsync("/v1/purchases", customer.Token, Purchase(product, 1, "tok_error"));
        var key = ("Idempotency-Key", Unique("key"));
        var failed = await PayAsync(placed.Headers["Location"], customer.Token, "tok_error", key);
        var retried = await PayAsync(placed.Headers["Location"], customer.Token, "tok_error", key);

        Assert.Equal((201, "pending", "error"), (placed.Status, (string?)placed.Json["status"], (string?)placed.Json["payments"]![0]!["status"]));
        Assert.Equal((503, "payment-unavailable"), (failed.Status, failed.Code));
        Assert.True(failed.Headers.ContainsKey("Retry-After"));
        Assert.Equal((503, "payment-unavailable"), (retried.Status, retried.Code));
    }

    [Fact]
    public async Task While_the_slow_provider_is_asked_the_same_key_waits_and_then_replays()
    {
        var (customer, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 5));
        var placed = await shop.PostAsync("/v1/purchases", customer.Token, Purchase(product));
        var key = ("Idempotency-Key", Unique("key"));

        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => PayAsync(placed.Headers["Location"], customer.Token, "tok_slow", key)));
        var replay = await PayAsync(placed.Headers["Location"], customer.Token, "tok_slow", key);

        // Whichever of the two came first asked the provider; the other was told to wait.
        Assert.Equal([200, 409], both.Select(reply => reply.Status).Order());
        Assert.Equal((200, "true"), (replay.Status, replay.Headers.GetValueOrDefault("Idempotent-Replayed")));
        Assert.Single((await shop.GetAsync(placed.Headers["Location"], customer.Token)).Json["payments"]!.AsArray());
    }

    [Fact]
    public async Task The_same_key_and_body_twenty_times_in_parallel_is_one_purchase()
    {
        var (customer, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 50));
        var (body, key) = (Purchase(product, 1), ("Idempotency-Key", Unique("key")));

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shop.PostAsync("/v1/purchases", customer.Token, body, key)));
        var other = await shop.PostAsync("/v1/purchases", customer.Token, Purchase(product, 2), key);

        Assert.All(replies, reply => Assert.Equal(201, reply.Status));
        Assert.Single(replies.Select(reply => reply.Text).Distinct(StringComparer.Ordinal));
        Assert.Equal(19, replies.Count(reply => reply.Headers.ContainsKey("Idempotent-Replayed")));
        Assert.Equal((422, "idempotency-key-reused"), (other.Status, other.Code));
        Assert.Equal(49, await AvailableAsync(product));
    }

    [Fact]
    public async Task Nothing_is_sold_that_is_not_there()
    {
        var (customer, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 3));

        var reply = await shop.PostAsync("/v1/purchases", customer.Token, Purchase(product, 4));

        Assert.Equal((409, "out-of-stock"), (reply.Status, reply.Code));
        Assert.Equal($$"""[{"productId":"{{product["id"]}}","requested":4,"available":3}]""", reply.Json["items"]!.ToJsonString());
    }

    [Theory]
    [InlineData("{}", "#/items required")]
    [InlineData("""{"items":[]}""", "#/items min_length")]
    [InlineData("""{"items":[{"productId":"x","quantity":1}]}""", "#/items/0/productId format")]
    [InlineData("""{"items":[{"productId":"{id}","quantity":0}]}""", "#/items/0/quantity min")]
    [InlineData("""{"items":[{"productId":"{id}","quantity":1001}]}""", "#/items/0/quantity max")]
    [InlineData("""{"items":[{"productId":"{id}","quantity":101}]}""", "#/items/0/quantity max")]
    [InlineData("""{"items":[{"productId":"{id}","quantity":1},{"productId":"{ID}","quantity":1}]}""", "#/items/1/productId duplicate")]
    [InlineData("""{"items":[{"productId":"{id}","quantity":1}],"holdSeconds":59}""", "#/holdSeconds min")]
    [InlineData("""{"items":[{"productId":"{id}","quantity":1}],"payment":{"method":"cash","token":"tok_ok"}}""", "#/payment/method enum")]
    [InlineData("""{"items":[{"productId":"{id}","quantity":1}],"payment":{"method":"simulated","token":"tok_no"}}""", "#/payment/token enum")]
    [InlineData("""{"items":[{"productId":"{id}","quantity":1}],"shippingAddress":{"name":"A","line1":"B","city":"C","postalCode":"1","country":"XX"}}""", "#/shippingAddress/country enum")]
    public async Task A_broken_rule_is_422_with_its_place(string body, string error)
    {
        var (customer, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 5000));
        var id = (string)product["id"]!;

        var reply = await shop.PostAsync("/v1/purchases", customer.Token, body.Replace("{id}", id, StringComparison.Ordinal).Replace("{ID}", id.ToUpperInvariant(), StringComparison.Ordinal));

        Assert.Equal((422, "validation-failed"), (reply.Status, reply.Code));
        Assert.Equal([error], reply.Errors);
        Assert.Equal(5000, await AvailableAsync(product));
    }

    [Fact]
    public async Task Another_spelling_of_an_id_does_not_buy_the_same_units_twice()
    {
        var (customer, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 5));
        var id = (string)product["id"]!;

        var reply = await shop.PostAsync(
            "/v1/purchases", customer.Token, $$"""{"items":[{"productId":"{{id}}","quantity":5},{"productId":"+{{id[1..]}}","quantity":5}]}""");

        Assert.Equal(422, reply.Status);
        Assert.Equal(["#/items/1/productId format"], reply.Errors);
        Assert.Equal(5, await AvailableAsync(product));
    }

    [Fact]
    public async Task An_unknown_product_and_mixed_currencies_have_codes_of_their_own()
    {
        var customer = await shop.CustomerAsync();
        var unknown = await shop.PostAsync("/v1/purchases", customer.Token, $$"""{"items":[{"productId":"{{Guid.CreateVersion7()}}","quantity":1}]}""");
        var archived = await shop.ProductAsync();
        await shop.SendAsync("DELETE", $"/v1/products/{archived["id"]}", shop.AdminToken);
        var unavailable = await shop.PostAsync("/v1/purchases", customer.Token, Purchase(archived));
        var product = await shop.ProductAsync(amount: 100);
        var body = JsonNode.Parse(Purchase(product))!;
        body["expectedTotal"] = new JsonObject { ["amount"] = 99, ["currency"] = "EUR" };
        var changed = await shop.PostAsync("/v1/purchases", customer.Token, body.ToJsonString());

        Assert.Equal((422, "unknown-product", "#/items/0/productId format"), (unknown.Status, unknown.Code, Assert.Single(unknown.Errors)));
        Assert.Equal((409, "product-unavailable"), (unavailable.Status, unavailable.Code));
        Assert.Equal((409, "price-changed", 100), (changed.Status, changed.Code, (int)changed.Json["currentTotal"]!["amount"]!));
    }

    [Fact]
    public async Task Another_s_purchase_is_not_found_and_buying_for_another_is_the_admin_s()
    {
        var (customer, other, product) = (await shop.CustomerAsync(), await shop.CustomerAsync(), await shop.ProductAsync());
        var placed = await shop.PostAsync("/v1/purchases", customer.Token, Purchase(product));
        var forOther = JsonNode.Parse(Purchase(product))!;
        forOther["userId"] = other.Id;

        Assert.Equal(404, (await shop.GetAsync(placed.Headers["Location"], other.Token)).Status);
        Assert.Equal(404, (await PayAsync(placed.Headers["Location"], other.Token, "tok_ok")).Status);
        Assert.Equal(404, (await shop.SendAsync("POST", placed.Headers["Location"] + "/cancel", other.Token)).Status);
        Assert.Equal(200, (await shop.GetAsync(placed.Headers["Location"], shop.AdminToken)).Status);
        Assert.Equal(403, (await shop.PostAsync("/v1/purchases", customer.Token, forOther.ToJsonString())).Status);
        Assert.Equal(other.Id, (string?)(await shop.PostAsync("/v1/purchases", shop.AdminToken, forOther.ToJsonString())).Json["userId"]);
    }

    [Fact]
    public async Task Cancelling_needs_no_body_and_works_once()
    {
        var (customer, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 5));
        var placed = await shop.PostAsync("/v1/purchases", customer.Token, Purchase(product, 5));
        var path = placed.Headers["Location"] + "/cancel";

        var stale = await shop.SendAsync("POST", path, customer.Token, null, ("If-Match", "\"7\""));
        var cancelled = await shop.SendAsync("POST", path, customer.Token, null, ("If-Match", "\"1\""));
        var twice = await shop.SendAsync("POST", path, customer.Token, """{"reason":"again"}""");
        var twoLines = await shop.SendAsync("POST", path, customer.Token, """{"reason":"a\nb"}""");

        Assert.Equal(412, stale.Status);
        Assert.Equal("#/reason forbidden_chars", Assert.Single(twoLines.Errors));
        Assert.Equal((200, "cancelled", "[]"), (cancelled.Status, (string?)cancelled.Json["status"], cancelled.Json["allowedActions"]!.ToJsonString()));
        Assert.Equal((409, "invalid-state"), (twice.Status, twice.Code));
        Assert.Equal(5, await AvailableAsync(product));
    }

    [Fact]
    public async Task Lists_show_one_s_own_and_the_admin_everyone_s()
    {
        var (customer, other, product) = (await shop.CustomerAsync(), await shop.CustomerAsync(), await shop.ProductAsync());
        var first = await shop.PostAsync("/v1/purchases", customer.Token, Purchase(product));
        var second = await shop.PostAsync("/v1/purchases", customer.Token, Purchase(product));
        await shop.PostAsync("/v1/purchases", other.Token, Purchase(product));

        var mine = await shop.GetAsync("/v1/purchases?includeTotal=true", customer.Token);
        var page = await shop.GetAsync("/v1/users/me/purchases?limit=1&sort=createdAt", customer.Token);
        var cursor = (string?)page.Json["page"]!["nextCursor"];

        Assert.Equal([(string?)second.Json["id"], (string?)first.Json["id"]], mine.Json["items"]!.AsArray().Select(item => (string?)item!["id"]));
        Assert.Equal(2, (int)mine.Json["totalCount"]!);
        Assert.Equal((string?)first.Json["id"], (string?)page.Json["items"]![0]!["id"]);
        Assert.Equal(200, (await shop.GetAsync($"/v1/users/me/purchases?limit=1&sort=createdAt&cursor={cursor}", customer.Token)).Status);
        Assert.Equal("invalid-cursor", (await shop.GetAsync($"/v1/users/me/purchases?limit=1&sort=createdAt&cursor={cursor}", other.Token)).Code);
        Assert.Equal(404, (await shop.GetAsync($"/v1/users/{customer.Id}/purchases", other.Token)).Status);
        Assert.Equal(404, (await shop.GetAsync($"/v1/users/{Guid.CreateVersion7()}/purchases", shop.AdminToken)).Status);
        Assert.Equal(100, (await shop.GetAsync("/v1/purchases?limit=100", shop.AdminToken)).Json["page"]!["limit"]!.GetValue<int>());
    }

    private Task<Reply> PayAsync(string location, string token, string payment, params (string, string)[] headers) =>
        shop.PostAsync(location + "/pay", token, new JsonObject { ["payment"] = Payment(payment) }.ToJsonString(), headers);

    private async Task<int> AvailableAsync(JsonNode product) =>
        (int)(await shop.GetAsync($"/v1/products/{product["id"]}")).Json["stock"]!["available"]!;
}
