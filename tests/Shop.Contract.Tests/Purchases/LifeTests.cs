using System.Text.Json.Nodes;

namespace Shop.Contract.Tests.Purchases;

/// <summary>A purchase from its order to its end, and what that does to the stock.</summary>
[Collection(OneShop.Name)]
public sealed class LifeTests(ShopWithPeople people)
{
    private const string Payment = """{"payment":{"method":"simulated","token":"tok_ok"}}""";

    private readonly Scene _scene = new(people);

    [Fact]
    public async Task A_purchase_has_every_field_of_the_contract()
    {
        var purchase = (await _scene.SendAsync("owner", "GET /v1/purchases/{pending}")).Json;

        Assert.Equal(
            [
                "id", "userId", "items", "total", "refundedTotal", "status", "expiresAt", "shippingAddress", "note", "tracking", "payments",
                "history", "allowedActions", "createdAt", "updatedAt", "version",
            ],
            purchase.Fields());
        Assert.Equal(["productId", "sku", "name", "quantity", "unitPrice", "lineTotal", "refundedQuantity"],
            purchase["items"]![0]!.Fields());
        Assert.Equal(["from", "to", "at", "actor", "reason"], purchase["history"]![0]!.Fields());
        Assert.Equal((3998, 1999, 0),
            (Amount(purchase, "total"), Amount(purchase["items"]![0]!, "unitPrice"), Amount(purchase, "refundedTotal")));
        Assert.Equal("""["pay","cancel"]""", purchase["allowedActions"]!.ToJsonString());
        var held = DateTimeOffset.Parse((string)purchase["expiresAt"]!, null) - DateTimeOffset.Parse((string)purchase["createdAt"]!, null);
        Assert.Equal(900, Math.Round(held.TotalSeconds)); // each has its own clock: the hold Redis', the rest the API's
    }

    [Fact]
    public async Task Each_state_is_reached_and_written_down()
    {
        await _scene.FillAsync("{pending}");
        await ActAsync("owner", "pay", Payment);
        await ActAsync("admin", "ship", """{"tracking":{"carrier":"DHL","number":"42"}}""");
        await ActAsync("admin", "deliver");
        var purchase = await ActAsync("admin", "refund", """{"reason":"broken"}""");

        Assert.Equal([null, "pending", "paid", "shipped", "delivered"],
            purchase["history"]!.AsArray().Select(change => (string?)change!["from"]));
        Assert.Equal(["pending", "paid", "shipped", "delivered", "refunded"],
            purchase["history"]!.AsArray().Select(change => (string?)change!["to"]));
        Assert.Equal("""{"carrier":"DHL","number":"42"}""", purchase["tracking"]!.ToJsonString());
        Assert.Equal(["id", "status", "amount", "declineCode", "at"], purchase["payments"]![0]!.Fields());
        Assert.Equal(("refunded", 5, "[]"),
            ((string?)purchase["status"], (int)purchase["version"]!, purchase["allowedActions"]!.ToJsonString()));
    }

    /// <summary>Stock on hand, reserved, available and sold after each action on a purchase of 2 of 1000.</summary>
    [Theory]
    [InlineData("{pending}", "1000 2 998 0")]
    [InlineData("{cancelled}", "1000 0 1000 0")]
    [InlineData("{paid}", "998 0 998 2")]
    [InlineData("{shipped}", "998 0 998 2")]
    [InlineData("{refunded}", "998 0 998 0")]
    public async Task A_state_holds_sells_or_frees_its_units(string purchase, string stock)
    {
        await _scene.FillAsync(purchase);

        Assert.Equal(stock, await StockAsync());
    }

    [Fact]
    public async Task Cancelling_what_is_paid_pays_back_and_restocks()
    {
        var cancelled = await _scene.SendAsync("owner", "POST /v1/purchases/{paid}/cancel", """{"reason":"changed my mind"}""");
        var again = await _scene.SendAsync("owner", "POST /v1/purchases/{paid}/cancel");

        Assert.Equal((200, "cancelled", 3998),
            (cancelled.Status, (string?)cancelled.Json["status"], Amount(cancelled.Json, "refundedTotal")));
        Assert.Equal((409, "cancelled"), (again.Status, (string?)again.Json["currentStatus"]));
        Assert.Equal("1000 0 1000 0", await StockAsync());
        Assert.Equal("changed my mind", (string?)cancelled.Json["history"]!.AsArray()[^1]!["reason"]);
    }

    [Fact]
    public async Task Deleting_what_is_paid_is_cancelling_it()
    {
        Assert.Equal(204, (await _scene.SendAsync("owner", "DELETE /v1/purchases/{paid}")).Status);

        var purchase = (await _scene.SendAsync("owner", "GET /v1/purchases/{paid}")).Json;
        Assert.Equal(("cancelled", 3998), ((string?)purchase["status"], Amount(purchase, "refundedTotal")));
        Assert.Equal("1000 0 1000 0", await StockAsync());
    }

    [Fact]
    public async Task What_is_shipped_is_refunded_without_coming_back_on_the_shelf()
    {
        var purchase = await _scene.SendAsync("admin", "POST /v1/purchases/{shipped}/refund");

        Assert.Equal((200, "refunded", 3998), (purchase.Status, (string?)purchase.Json["status"], Amount(purchase.Json, "refundedTotal")));
        Assert.Equal("998 0 998 0", await StockAsync());
    }

    [Fact]
    public async Task Buying_with_a_payment_reserves_and_then_sells()
    {
        await people.Shop.BuyAsync(people.Ann.Token, await _scene.FillAsync("{product}"), 3);

        var movements = (await _scene.SendAsync("admin", "GET /v1/products/{product}/stock/movements")).Json["items"]!.AsArray();
        Assert.Equal("sale -3 -3, reserve 0 3, initial 1000 0", string.Join(", ",
            movements.Select(movement => $"{movement!["kind"]} {movement["delta"]} {movement["reservedDelta"]}")));
    }

    [Fact]
    public async Task A_refund_of_a_part_keeps_the_state_and_the_last_one_ends_it()
    {
        await _scene.FillAsync("{paid}");
        const string one = """{"items":[{"productId":"{product}","quantity":1}],"restock":true}""";

        var first = await _scene.SendAsync("admin", "POST /v1/purchases/{paid}/refund", one);
        var second = await _scene.SendAsync("admin", "POST /v1/purchases/{paid}/refund", one);

        Assert.Equal((200, "paid", 1999, 1), (first.Status, (string?)first.Json["status"], Amount(first.Json, "refundedTotal"),
            (int)first.Json["items"]![0]!["refundedQuantity"]!));
        Assert.Equal((200, "refunded", 3998), (second.Status, (string?)second.Json["status"], Amount(second.Json, "refundedTotal")));
        Assert.Equal("1000 0 1000 0", await StockAsync());
    }

    [Theory]
    [InlineData("tok_declined", "card_declined")]
    [InlineData("tok_insufficient_funds", "insufficient_funds")]
    [InlineData("tok_expired_card", "expired_card")]
    public async Task A_declined_payment_leaves_a_pending_purchase_to_pay(string token, string declineCode)
    {
        var reply = await _scene.SendAsync("owner", "POST /v1/purchases",
            $$"""{"items":[{"productId":"{product}","quantity":1}],"payment":{"method":"simulated","token":"{{token}}"} }""");
        var purchase = (await _scene.SendAsync("owner", $"GET {reply.Headers["Location"]}")).Json;
        var paid = await _scene.SendAsync("owner", $"POST {reply.Headers["Location"]}/pay", Payment);

        Assert.Equal((402, declineCode), (reply.Status, (string?)reply.Json["declineCode"]));
        Assert.Equal(("pending", "declined", declineCode), ((string?)purchase["status"], (string?)purchase["payments"]![0]!["status"],
            (string?)purchase["payments"]![0]!["declineCode"]));
        Assert.Equal((200, "paid"), (paid.Status, (string?)paid.Json["status"]));
    }

    [Fact]
    public async Task A_provider_that_fails_while_creating_leaves_a_pending_purchase()
    {
        var reply = await _scene.SendAsync("owner", "POST /v1/purchases",
            """{"items":[{"productId":"{product}","quantity":1}],"payment":{"method":"simulated","token":"tok_error"}}""");

        Assert.Equal((201, "pending", "error"),
            (reply.Status, (string?)reply.Json["status"], (string?)reply.Json["payments"]![0]!["status"]));
    }

    [Theory]
    [InlineData("""{"reason":null}""")]
    [InlineData("{}")]
    [InlineData("")]
    public async Task Where_every_field_is_optional_a_body_is_too(string body)
    {
        foreach (var call in new[] { "purchases/{pending}/cancel", "purchases/{paid}/refund", "products/{archived}/restore" })
        {
            var isOptional = !call.EndsWith("restore", StringComparison.Ordinal) || !body.Contains("reason", StringComparison.Ordinal);
            var reply = await _scene.SendAsync("admin", $"POST /v1/{call}", body);
            Assert.True(reply.Status == (isOptional ? 200 : 400), $"{call}: {reply.Text}");
        }
    }

    [Fact]
    public async Task The_movements_of_a_product_tell_its_story_newest_first()
    {
        await _scene.FillAsync("{pending}{paid}{cancelled}{refunded}");
        await _scene.SendAsync("admin", "POST /v1/products/{product}/stock/adjustments",
            """{"delta":-3,"reason":"damage","note":"fell"}""");
        await _scene.SendAsync("admin", "PUT /v1/products/{product}/stock", """{"onHand":990,"reason":"count"}""");
        await _scene.SendAsync("owner", "POST /v1/purchases/{paid}/cancel");

        var movements = (await _scene.SendAsync("admin", "GET /v1/products/{product}/stock/movements?limit=100")).Json["items"]!.AsArray();
        var stock = (await _scene.SendAsync("admin", "GET /v1/products/{product}")).Json["stock"]!;

        Assert.Equal("restock set adjustment sale reserve release reserve sale reserve reserve initial",
            string.Join(' ', movements.Select(movement => (string?)movement!["kind"])));
        Assert.Equal((int)stock["onHand"]!, movements.Sum(movement => (int)movement!["delta"]!));
        Assert.Equal((int)stock["reserved"]!, movements.Sum(movement => (int)movement!["reservedDelta"]!));
        Assert.Equal(Enumerable.Range(1, movements.Count).Reverse(), movements.Select(movement => (int)movement!["sequence"]!));
        Assert.Equal(
            [
                "id", "sequence", "productId", "kind", "delta", "reservedDelta", "onHandAfter", "reservedAfter", "reason", "purchaseId",
                "actor",
                "note", "at",
            ],
            movements[0]!.Fields());
    }

    private static int Amount(JsonNode json, string field) => (int)json[field]!["amount"]!;

    private async Task<JsonNode> ActAsync(string who, string action, string body = "")
    {
        var reply = await _scene.SendAsync(who, $"POST /v1/purchases/{{pending}}/{action}", body);
        Assert.True(reply.Status == 200, reply.Text);
        return reply.Json;
    }

    private async Task<string> StockAsync()
    {
        var product = (await _scene.SendAsync("admin", "GET /v1/products/{product}")).Json;
        return $"{product["stock"]!["onHand"]} {product["stock"]!["reserved"]} {product["stock"]!["available"]} {product["soldCount"]}";
    }
}
