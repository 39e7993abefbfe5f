namespace Shop.Contract.Tests.Input;

/// <summary>Purchases that parse and break a rule, or ask for what can't be had.</summary>
[Collection(OneShop.Name)]
public sealed class PurchaseRuleTests(ShopWithPeople people)
{
    private const string Line = """{"productId":"{product}","quantity":1}""";

    /// <summary>The items of a purchase, and the answer.</summary>
    public static TheoryData<string, int, string, string> Items => new()
    {
        { "null", 422, "validation-failed", "#/items required" },
        { "[]", 422, "validation-failed", "#/items min_length" },
        { $"[{string.Join(',', Enumerable.Range(0, 51).Select(_ => $$"""{"productId":"{{Guid.CreateVersion7()}}","quantity":1}"""))}]",
            422, "validation-failed", "#/items max_length" },
        { $"[{Line},{Line}]", 422, "validation-failed", "#/items/1/productId duplicate" },
        { Quantity("0"), 422, "validation-failed", "#/items/0/quantity min" },
        { Quantity("-1"), 422, "validation-failed", "#/items/0/quantity min" },
        { Quantity("1001"), 422, "validation-failed", "#/items/0/quantity max" },
        { Quantity("101"), 422, "validation-failed", "#/items/0/quantity max" },
        { """[{"productId":"{limited}","quantity":6}]""", 422, "validation-failed", "#/items/0/quantity max" },
        { """[{"productId":"{product}"}]""", 422, "validation-failed", "#/items/0/quantity required" },
        { """[{"quantity":1}]""", 422, "validation-failed", "#/items/0/productId required" },
        { """[{"productId":"123","quantity":1}]""", 422, "validation-failed", "#/items/0/productId format" },
        { $$"""[{{Line}},{"productId":"{nobody}","quantity":1}]""", 422, "unknown-product", "#/items/1/productId format" },
        { $$"""[{{Line}},{"productId":"{dollars}","quantity":1}]""", 422, "mixed-currency", "#/items format" },
        { """[{"productId":"{dear}","quantity":2}]""", 422, "amount-overflow", "#/items max" },
        { """[{"productId":"{few}","quantity":4}]""", 409, "out-of-stock", "" },
        { $$"""[{{Line}},{"productId":"{few}","quantity":4},{"productId":"{second}","quantity":1}]""", 409, "out-of-stock", "" },
        { """[{"productId":"{archived}","quantity":1}]""", 409, "product-unavailable", "" },
        { """[{"productId":"{draft}","quantity":1}]""", 409, "product-unavailable", "" },
    };

    /// <summary>A further field of a purchase, and what is said about it.</summary>
    public static TheoryData<string, string> Fields => new()
    {
        { "\"holdSeconds\":59", "#/holdSeconds min" },
        { "\"holdSeconds\":3601", "#/holdSeconds max" },
        { $"\"note\":\"{new string('a', 501)}\"", "#/note max_length" },
        { "\"note\":\"a\\u0007\"", "#/note forbidden_chars" },
        { "\"payment\":{\"method\":\"cash\",\"token\":\"tok_ok\"}", "#/payment/method enum" },
        { "\"payment\":{\"method\":\"simulated\",\"token\":\"tok_nope\"}", "#/payment/token enum" },
        { "\"payment\":{}", "#/payment/method required, #/payment/token required" },
        { "\"expectedTotal\":{\"amount\":-1,\"currency\":\"EUR\"}", "#/expectedTotal/amount min" },
        { "\"expectedTotal\":{\"amount\":1,\"currency\":\"eur\"}", "#/expectedTotal/currency enum" },
        { "\"userId\":\"123\"", "#/userId format" },
        { Address("country", "XX"), "#/shippingAddress/country enum" },
        { Address("country", "de"), "#/shippingAddress/country enum" },
        { Address("city", ""), "#/shippingAddress/city min_length" },
        { Address("postalCode", new string('1', 21)), "#/shippingAddress/postalCode max_length" },
        { Address("name", new string('a', 201)), "#/shippingAddress/name max_length" },
        { "\"shippingAddress\":{\"name\":\"Ann\",\"line1\":\"a\",\"city\":\"b\",\"postalCode\":\"1\"}",
            "#/shippingAddress/country required" },
    };

    [Theory]
    [MemberData(nameof(Items))]
    public Task Items_that_can_t_be_bought_are_refused_whole(string items, int status, string code, string at) =>
        Refusal.HoldsAsync(new Scene(people), "owner", "POST /v1/purchases", $$"""{"items":{{items}}}""", status, code, at);

    [Theory]
    [MemberData(nameof(Fields))]
    public Task A_purchase_keeps_the_rules(string field, string at) => Refusal.HoldsAsync(
        new Scene(people), "admin", "POST /v1/purchases", $$"""{"items":[{{Line}}],{{field}}}""", 422, "validation-failed", at);

    [Theory]
    [InlineData("1998")]
    [InlineData("2000")]
    public Task Another_total_than_the_expected_one_is_refused_higher_or_lower(string amount) => Refusal.HoldsAsync(
        new Scene(people), "owner", "POST /v1/purchases",
        $$"""{"items":[{{Line}}],"expectedTotal":{"amount":{{amount}},"currency":"EUR"} }""",
        409, "price-changed", "");

    [Theory]
    [InlineData("POST /v1/purchases/{pending}/pay", "{}", "#/payment required")]
    [InlineData("POST /v1/purchases/{pending}/pay", """{"payment":{"method":"simulated","token":"tok"}}""", "#/payment/token enum")]
    [InlineData("PATCH /v1/purchases/{pending}", """{"shippingAddress":{"name":"Ann","line1":"High Street 1","country":"DE"}}""",
        "#/shippingAddress/city required, #/shippingAddress/postalCode required")]
    [InlineData("POST /v1/purchases/{paid}/ship", """{"tracking":{"carrier":"DHL"}}""", "#/tracking/number required")]
    [InlineData("POST /v1/purchases/{paid}/refund", """{"items":[]}""", "#/items min_length")]
    [InlineData("POST /v1/purchases/{paid}/refund", """{"items":[{"productId":"{product}","quantity":0}]}""", "#/items/0/quantity min")]
    public Task A_change_keeps_the_rules(string call, string body, string at) =>
        Refusal.HoldsAsync(new Scene(people), "admin", call, body, 422, "validation-failed", at);

    /// <summary>Actions that the state forbids, by the state machine of the contract.</summary>
    [Theory]
    [InlineData("pending", "ship deliver refund")]
    [InlineData("paid", "pay deliver")]
    [InlineData("shipped", "pay cancel ship")]
    [InlineData("delivered", "pay cancel ship deliver")]
    [InlineData("cancelled", "pay cancel ship deliver refund")]
    [InlineData("refunded", "pay cancel ship deliver refund")]
    [InlineData("expired", "pay cancel ship deliver refund")]
    public async Task What_the_state_forbids_is_refused(string state, string actions)
    {
        var scene = new Scene(people);
        var code = state == "expired" ? "purchase-expired" : "invalid-state";
        foreach (var action in actions.Split(' '))
        {
            var body = action == "pay" ? """{"payment":{"method":"simulated","token":"tok_ok"}}""" : "{}";
            await Refusal.HoldsAsync(scene, "admin", $"POST /v1/purchases/{{{state}}}/{action}", body, 409, code, "");
        }

        if (actions.Contains("cancel", StringComparison.Ordinal))
        {
            await Refusal.HoldsAsync(scene, "admin", $"DELETE /v1/purchases/{{{state}}}", "", 409, code, "");
            await Refusal.HoldsAsync(scene, "admin", $"PATCH /v1/purchases/{{{state}}}", """{"note":"x"}""", 409, code, "");
        }
    }

    private static string Quantity(string number) => $$"""[{"productId":"{product}","quantity":{{number}}}]""";

    private static string Address(string field, string value)
    {
        var address = new System.Text.Json.Nodes.JsonObject
        {
            ["name"] = "Ann", ["line1"] = "High Street 1", ["city"] = "Bonn", ["postalCode"] = "53111", ["country"] = "DE",
        };
        return "\"shippingAddress\":" + address.With(field, value).ToJsonString();
    }
}
