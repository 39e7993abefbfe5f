using System.Text.Json.Nodes;
using Shop.Testing;
using static Shop.Api.Tests.ShopApplication;

namespace Shop.Api.Tests.OpenApi;

/// <summary>Where an answer holds one of a few words, the document lists them, and no other is ever answered.</summary>
[Collection(SharedApplication.Name)]
public sealed class ClosedSetTests(ShopApplication shop)
{
    [Theory]
    [InlineData("User/properties/role", "customer admin")]
    [InlineData("User/properties/status", "active disabled")]
    [InlineData("Product/properties/status", "draft active archived")]
    [InlineData("StockMovement/properties/kind", "initial adjustment set reserve release expire sale restock")]
    [InlineData("StockMovement/properties/reason", "restock return damage count other null")]
    [InlineData("StockViolation/properties/rule",
        "movements_make_on_hand movements_make_reserved holds_make_reserved available_not_negative movements_without_gap")]
    [InlineData("Purchase/properties/status", "pending paid shipped delivered refunded cancelled expired")]
    [InlineData("Purchase/properties/allowedActions/items", "pay cancel ship deliver refund")]
    [InlineData("Payment/properties/status", "succeeded declined error refunded")]
    [InlineData("Payment/properties/declineCode", "card_declined insufficient_funds expired_card null")]
    [InlineData("Transition/properties/from", "pending paid shipped delivered refunded cancelled expired null")]
    [InlineData("Transition/properties/to", "pending paid shipped delivered refunded cancelled expired")]
    [InlineData("ApiKey/properties/scopes/items", "catalog:read catalog:write stock:write purchases:read purchases:write users:read")]
    [InlineData("AuditEntry/properties/actorKind", "anonymous customer admin api_key system")]
    [InlineData("AuditEntry/properties/objectType", "user product purchase api_key")]
    [InlineData("Problem/properties/declineCode", "card_declined insufficient_funds expired_card")]
    [InlineData("Problem/properties/currentStatus", "pending paid shipped delivered refunded cancelled expired")]
    [InlineData("Problem/properties/allowedActions/items", "pay cancel ship deliver refund")]
    public async Task The_words_of_a_field_are_in_the_document(string field, string words)
    {
        var schema = (await shop.DocumentAsync()).At("#/components/schemas/" + field);

        Assert.Equal(words, string.Join(' ', schema["enum"]!.AsArray().Select(word => (string?)word ?? "null")));
    }

    [Fact]
    public async Task Every_word_that_is_answered_along_a_purchase_s_way_is_one_of_them()
    {
        var document = await shop.DocumentAsync();
        var check = new JsonSchemaCheck(document);
        var (customer, product) = (await shop.CustomerAsync(), await shop.ProductAsync());
        var way = new List<(string Operation, string Path)>
        {
            ("listStockMovements", $"/v1/products/{product["id"]}/stock/movements?limit=100"),
            ("listPurchases", $"/v1/purchases?userId={customer.Id}&limit=100"),
            ("listProducts", "/v1/products?limit=100"),
            ("listUsers", "/v1/users?limit=100"),
        };
        await GoAsync(customer, product);

        foreach (var (operation, path) in way)
        {
            var schema = document.Operations().Single(each => each.Id == operation).SuccessSchema!;
            Assert.Empty(check.Violations(schema, (await shop.GetAsync(path, shop.AdminToken)).Json));
        }
    }

    [Fact]
    public async Task A_word_that_is_not_one_of_them_is_found()
    {
        var document = await shop.DocumentAsync();
        var purchase = document.Operations().Single(operation => operation.Id == "getPurchase");
        var changed = purchase.SuccessExample!.DeepClone();
        changed["status"] = "lost";
        changed["allowedActions"] = new JsonArray("sing");

        var violations = new JsonSchemaCheck(document).Violations(purchase.SuccessSchema!, changed);

        Assert.Equal(2, violations.Count);
    }

    [Fact]
    public async Task An_adjustment_by_nothing_and_the_ends_of_a_date_are_in_the_document()
    {
        var document = await shop.DocumentAsync();
        var adjustment = document.Operations().Single(operation => operation.Id == "adjustStock");
        var nothing = adjustment.RequestExample!.DeepClone();
        nothing["delta"] = JsonNode.Parse("0");
        var madeOn = document.At("#/components/schemas/NewProductRequest/properties/manufacturedOn");
        var after = document.Operations().Single(operation => operation.Id == "listPurchases").Node["parameters"]!.AsArray()
            .Single(parameter => (string?)parameter!["name"] == "createdAfter")!;

        Assert.Single(new JsonSchemaCheck(document).Violations(adjustment.RequestSchema!, nothing));
        Assert.Equal("1900-01-01 or later. 2100-12-31 or earlier.", (string?)madeOn["description"]);
        Assert.Equal(("date-time", "Placed after this time, and not at it."),
            ((string?)after["schema"]!["format"], (string?)after["description"]));
    }

    /// <summary>Through every state but the expired one, with each kind of payment.</summary>
    private async Task GoAsync(Customer customer, JsonNode product)
    {
        foreach (var (token, actions) in new[]
        {
            ("tok_declined", "pay ship deliver refund"), ("tok_insufficient_funds", "cancel"),
            ("tok_error", "pay ship"), ("tok_ok", "cancel"),
        })
        {
            var placed = await shop.PostAsync("/v1/purchases", customer.Token, Purchase(product, payment: token));
            foreach (var action in actions.Split(' '))
            {
                var body = action == "pay" ? new JsonObject { ["payment"] = Payment("tok_ok") } : [];
                var done = await shop.PostAsync($"{placed.Headers["Location"]}/{action}", shop.AdminToken, body.ToJsonString());
                Assert.True(done.Status == 200, done.Text);
            }
        }

        var stock = $"/v1/products/{product["id"]}/stock";
        Assert.Equal(201, (await shop.PostAsync(stock + "/adjustments", shop.AdminToken, """{"delta":5,"reason":"return"}""")).Status);
        Assert.Equal(200, (await shop.SendAsync("PUT", stock, shop.AdminToken, """{"onHand":50,"reason":"other"}""")).Status);
    }
}
