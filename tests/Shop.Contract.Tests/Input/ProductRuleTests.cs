using System.Globalization;
using System.Text.Json.Nodes;

namespace Shop.Contract.Tests.Input;

/// <summary>Products that parse and break a rule.</summary>
[Collection(OneShop.Name)]
public sealed class ProductRuleTests(ShopWithPeople people)
{
    private const string Money = """{"amount":1,"currency":"EUR"}""";

    /// <summary>A field of a new product, its value, and what is said about it.</summary>
    public static TheoryData<string, string, string> Fields => new()
    {
        { "sku", "null", "#/sku required" },
        { "sku", "\"\"", "#/sku pattern" },
        { "sku", "\"-pot\"", "#/sku pattern" },
        { "sku", "\"tea pot\"", "#/sku pattern" },
        { "sku", $"\"{A(65)}\"", "#/sku pattern" },
        { "sku", "\"téa\"", "#/sku pattern" },
        { "name", "null", "#/name required" },
        { "name", "\"\"", "#/name min_length" },
        { "name", "\"  \"", "#/name min_length" },
        { "name", $"\"{A(201)}\"", "#/name max_length" },
        { "name", "\"a\\u0007b\"", "#/name forbidden_chars" },
        { "name", "\"a\\nb\"", "#/name forbidden_chars" },
        { "name", "\"a\\u202Eb\"", "#/name forbidden_chars" },
        { "description", $"\"{A(5001)}\"", "#/description max_length" },
        { "description", "\"a\\u0000b\"", "#/description forbidden_chars" },
        { "brand", $"\"{A(101)}\"", "#/brand max_length" },
        { "price", "null", "#/price required" },
        { "price", """{"amount":-1,"currency":"EUR"}""", "#/price/amount min" },
        { "price", """{"amount":100000000000,"currency":"EUR"}""", "#/price/amount max" },
        { "price", """{"amount":1}""", "#/price/currency required" },
        { "price", """{"currency":"EUR"}""", "#/price/amount required" },
        { "price", """{"amount":1,"currency":"eur"}""", "#/price/currency enum" },
        { "price", """{"amount":1,"currency":"ZZZ"}""", "#/price/currency enum" },
        { "categories", "[\"Tea\"]", "#/categories/0 pattern" },
        { "categories", "[\"tea--pots\"]", "#/categories/0 pattern" },
        { "categories", "[\"tea\",\"tea\"]", "#/categories/1 duplicate" },
        { "categories", $"[\"{A(65)}\"]", "#/categories/0 max_length" },
        { "categories", Many(11), "#/categories max_length" },
        { "tags", "[\"tea\",\"pot\",\"tea\"]", "#/tags/2 duplicate" },
        { "tags", Many(21), "#/tags max_length" },
        { "images", """[{"url":"http://shop.example/a.png"}]""", "#/images/0/url format" },
        { "images", """[{"url":"https://ann:secret@shop.example/a.png"}]""", "#/images/0/url format" },
        { "images", """[{"url":"https://shop.example/tea pot.png"}]""", "#/images/0/url format" },
        { "images", """[{"url":"https://shop.example/théière.png"}]""", "#/images/0/url format" },
        { "images", """[{"url":"https://shop.example/%zz.png"}]""", "#/images/0/url format" },
        { "images", """[{"url":"javascript:alert(1)"}]""", "#/images/0/url format" },
        { "images", $"[{string.Join(',', Enumerable.Repeat("""{"url":"https://shop.example/a.png"}""", 11))}]", "#/images max_length" },
        { "images", """[{"alt":"a pot"}]""", "#/images/0/url required" },
        { "images", $$"""[{"url":"https://shop.example/{{A(2048)}}"}]""", "#/images/0/url max_length" },
        { "images", $$"""[{"url":"https://shop.example/a.png","alt":"{{A(201)}}"}]""", "#/images/0/alt max_length" },
        { "attributes", """{"1st":"a"}""", "#/attributes/1st pattern" },
        { "attributes", $$"""{"size":"{{A(501)}}"}""", "#/attributes/size max_length" },
        { "attributes", $$"""{{{string.Join(',', Enumerable.Range(0, 51).Select(i => $"\"a{i}\":\"x\""))}}}""", "#/attributes max_length" },
        { "manufacturedOn", "\"1899-12-31\"", "#/manufacturedOn min" },
        { "manufacturedOn", "\"2101-01-01\"", "#/manufacturedOn max" },
        { "manufacturedOn", "\"2023-02-29\"", "#/manufacturedOn format" },
        { "manufacturedOn", "\"2023-2-9\"", "#/manufacturedOn format" },
        { "manufacturedOn", "\"2024-02-29T00:00:00Z\"", "#/manufacturedOn format" },
        { "maxPerPurchase", "0", "#/maxPerPurchase min" },
        { "maxPerPurchase", "1001", "#/maxPerPurchase max" },
        { "status", "\"Active\"", "#/status enum" },
        { "initialStock", "-1", "#/initialStock min" },
        { "initialStock", "1000001", "#/initialStock max" },
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public Task A_new_product_keeps_the_rules(string field, string value, string at) => Refusal.HoldsAsync(
        new Scene(people), "admin", "POST /v1/products", Scene.Product().With(field, JsonNode.Parse(value)).ToJsonString(),
        422, "validation-failed", at);

    [Theory]
    [InlineData("EUR", 201)]
    [InlineData("USD", 201)]
    [InlineData("GBP", 201)]
    [InlineData("JPY", 201)]
    [InlineData("INR", 201)]
    [InlineData("CHF", 422)]
    public async Task The_currencies_are_the_configured_ones(string currency, int status) =>
        Assert.Equal(status, (await people.Shop.PostAsync("/v1/products", people.Admin, Scene.Product(currency: currency))).Status);

    [Fact]
    public Task All_that_is_wrong_is_said_at_once() => Refusal.HoldsAsync(
        new Scene(people), "admin", "POST /v1/products", $$"""{"name":"","price":{{Money}},"maxPerPurchase":0,"tags":["A"]}""",
        422, "validation-failed", "#/sku required, #/name min_length, #/tags/0 pattern, #/maxPerPurchase min");

    [Theory]
    [InlineData("PATCH /v1/products/{product}", """{"name":null}""", "#/name required")]
    [InlineData("PATCH /v1/products/{product}", """{"price":{"amount":-1}}""", "#/price/amount min")]
    [InlineData("PATCH /v1/products/{product}", """{"status":"gone"}""", "#/status enum")]
    [InlineData("PUT /v1/products/{product}", """{"sku":"POT"}""", "#/name required, #/price required")]
    [InlineData("POST /v1/products/{product}/stock/adjustments", """{"delta":0,"reason":"count"}""", "#/delta min")]
    [InlineData("POST /v1/products/{product}/stock/adjustments", """{"delta":1000001,"reason":"count"}""", "#/delta max")]
    [InlineData("POST /v1/products/{product}/stock/adjustments", """{"delta":-1000001,"reason":"count"}""", "#/delta min")]
    [InlineData("POST /v1/products/{product}/stock/adjustments", """{"delta":1,"reason":"theft"}""", "#/reason enum")]
    [InlineData("POST /v1/products/{product}/stock/adjustments", "{}", "#/delta required, #/reason required")]
    [InlineData("PUT /v1/products/{product}/stock", """{"onHand":-1,"reason":"count"}""", "#/onHand min")]
    [InlineData("PUT /v1/products/{product}/stock", """{"onHand":1000001,"reason":"count"}""", "#/onHand max")]
    [InlineData("PUT /v1/products/{product}/stock", """{"onHand":1}""", "#/reason required")]
    public Task A_change_keeps_the_rules(string call, string body, string at) =>
        Refusal.HoldsAsync(new Scene(people), "admin", call, body, 422, "validation-failed", at);

    [Fact]
    public async Task The_largest_that_the_rules_allow_is_taken()
    {
        var largest = Scene.Product(stock: 1_000_000)
            .With("name", string.Concat(Enumerable.Repeat("🫖", 200))).With("description", A(5000))
            .With("price", new JsonObject { ["amount"] = 99_999_999_999, ["currency"] = "JPY" }).With("maxPerPurchase", 1000)
            .With("categories", JsonNode.Parse(Many(10))).With("tags", JsonNode.Parse(Many(20))).With("manufacturedOn", "2100-12-31");

        var reply = await people.Shop.PostAsync("/v1/products", people.Admin, largest);

        Assert.True(reply.Status == 201, reply.Text);
        Assert.Equal((string?)largest["name"], (string?)reply.Json["name"]);
    }

    private static string A(int length) => new('a', length);

    private static string Many(int count) =>
        $"[{string.Join(',', Enumerable.Range(0, count).Select(i => $"\"tag-{i.ToString(CultureInfo.InvariantCulture)}\""))}]";
}
