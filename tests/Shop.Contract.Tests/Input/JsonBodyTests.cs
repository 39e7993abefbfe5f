using System.Text;
using Shop.Testing;

namespace Shop.Contract.Tests.Input;

/// <summary>Bodies that are no JSON of the contract's shape.</summary>
[Collection(OneShop.Name)]
public sealed class JsonBodyTests(ShopWithPeople people)
{
    private const string Price = "\"price\":{\"amount\":1,\"currency\":\"EUR\"}";

    /// <summary>A body for POST /v1/products, and where it is wrong.</summary>
    public static TheoryData<string, string> Bodies => new()
    {
        { " ", "# format" },
        { """{"name":""", "# format" },
        { "[]", "# type" },
        { "\"x\"", "# type" },
        { "42", "# type" },
        { "null", "# type" },
        { "true", "# type" },
        { """{"name":"a",}""", "# format" },
        { """{"name":"a" /* a pot */}""", "# format" },
        { "{\"name\":\"a\"}\n// a pot", "# format" },
        { """{"maxPerPurchase":NaN}""", "# format" },
        { """{"maxPerPurchase":Infinity}""", "# format" },
        { """{"maxPerPurchase":01}""", "# format" },
        { """{'name':'a'}""", "# format" },
        { """{"name":"a"}{}""", "# format" },
        { """{"name":"\ud800"}""", "#/name forbidden_chars" },
        { """{"name":"\x41"}""", "# format" },
        { """{"name":"a","name":"b"}""", "#/name duplicate" },
        { """{"price":{"amount":1,"amount":2,"currency":"EUR"}}""", "#/price/amount duplicate" },
        { """{"nmae":"x"}""", "#/nmae unknown_field" },
        { """{"Name":"x"}""", "#/Name unknown_field" },
        { """{"price":{"amount":1,"currency":"EUR","vat":19}}""", "#/price/vat unknown_field" },
        { """{"id":"x"}""", "#/id read_only" },
        { """{"version":1}""", "#/version read_only" },
        { """{"stock":{"available":1}}""", "#/stock read_only" },
        { """{"soldCount":1}""", "#/soldCount read_only" },
        { """{"createdAt":"2024-01-01T00:00:00.000Z"}""", "#/createdAt read_only" },
        { """{"name":1}""", "#/name type" },
        { """{"name":["a"]}""", "#/name type" },
        { """{"tags":"a"}""", "#/tags type" },
        { """{"tags":[1]}""", "#/tags/0 type" },
        { """{"tags":[null]}""", "#/tags/0 type" },
        { """{"attributes":{"size":1}}""", "#/attributes/size type" },
        { """{"images":[[]]}""", "#/images/0 type" },
        { """{"price":1999}""", "#/price type" },
        { """{"price":{"amount":19.99,"currency":"EUR"}}""", "#/price/amount type" },
        { """{"price":{"amount":1.0,"currency":"EUR"}}""", "#/price/amount type" },
        { """{"price":{"amount":1e3,"currency":"EUR"}}""", "#/price/amount type" },
        { """{"price":{"amount":"1999","currency":"EUR"}}""", "#/price/amount type" },
        { """{"price":{"amount":true,"currency":"EUR"}}""", "#/price/amount type" },
        { """{"price":{"amount":9223372036854775808,"currency":"EUR"}}""", "#/price/amount type" },
        { """{"price":{"amount":1,"currency":978}}""", "#/price/currency type" },
        { """{"nmae":"x","id":1,"tags":{}}""", "#/nmae unknown_field, #/id read_only, #/tags type" },
    };

    /// <summary>Numbers of units that are no JSON integers.</summary>
    public static TheoryData<string> Quantities => new() { "1.5", "\"2\"", "true", "2.0", "1e1", "[1]", "{}" };

    [Theory]
    [MemberData(nameof(Bodies))]
    public Task A_body_that_is_not_of_the_shape_is_refused_where_it_is_wrong(string body, string at) => Refusal.HoldsAsync(
        new Scene(people), "admin", "POST /v1/products", body, 400, "malformed-request", at);

    [Theory]
    [MemberData(nameof(Quantities))]
    public Task A_quantity_is_a_whole_number(string quantity) => Refusal.HoldsAsync(
        new Scene(people), "owner", "POST /v1/purchases", $$"""{"items":[{"productId":"{product}","quantity":{{quantity}}}]}""",
        400, "malformed-request", "#/items/0/quantity type");

    [Fact]
    public Task Bytes_that_are_no_UTF_8_are_refused() => BytesAsync([.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8], "# format");

    [Fact]
    public Task An_empty_body_is_refused() => BytesAsync([], "# required");

    [Fact]
    public Task A_hundred_nested_arrays_are_refused() =>
        BytesAsync(Encoding.UTF8.GetBytes(new string('[', 100) + new string(']', 100)), "# format");

    [Theory]
    [InlineData(15, "#/nmae unknown_field")]
    [InlineData(16, "# format")]
    public Task Sixteen_levels_are_read_and_seventeen_are_not(int arrays, string at) => BytesAsync(
        Encoding.UTF8.GetBytes($$"""{"nmae":{{new string('[', arrays)}}{{new string(']', arrays)}}}"""), at);

    [Theory]
    [InlineData("PUT /v1/products/{product}", $$"""{"sku":"{sku}","name":"Pot",{{Price}},"initialStock":5}""", "#/initialStock read_only")]
    [InlineData("PATCH /v1/products/{product}", """{"initialStock":5}""", "#/initialStock read_only")]
    [InlineData("PATCH /v1/products/{product}", """{"version":2}""", "#/version read_only")]
    [InlineData("PATCH /v1/users/{guest}", """{"password":"a long enough password"}""", "#/password read_only")]
    [InlineData("PATCH /v1/users/{guest}", """{"id":"x"}""", "#/id read_only")]
    [InlineData("PATCH /v1/purchases/{pending}", """{"status":"paid"}""", "#/status read_only")]
    [InlineData("PATCH /v1/purchases/{pending}", """{"total":{"amount":1,"currency":"EUR"}}""", "#/total read_only")]
    [InlineData("POST /v1/purchases", """{"items":[{"productId":"{product}","quantity":1,"unitPrice":1}]}""",
        "#/items/0/unitPrice read_only")]
    [InlineData("POST /v1/purchases", """{"items":[],"status":"paid"}""", "#/status read_only")]
    [InlineData("POST /v1/purchases/{paid}/ship", """{"carrier":"DHL"}""", "#/carrier unknown_field")]
    [InlineData("POST /v1/purchases/{shipped}/deliver", """{"at":"now"}""", "#/at unknown_field")]
    [InlineData("PUT /v1/products/{product}/stock", """{"onHand":"7","reason":"count"}""", "#/onHand type")]
    [InlineData("POST /v1/products/{product}/stock/adjustments", """{"delta":1.5,"reason":"count"}""", "#/delta type")]
    public Task What_the_shop_writes_itself_nobody_else_writes(string call, string body, string at) =>
        Refusal.HoldsAsync(new Scene(people), "admin", call, body, 400, "malformed-request", at);

    private Task BytesAsync(byte[] bytes, string at) => Refusal.HoldsAsync(
        new Scene(people),
        () => people.Shop.SendAsync(new Ask("POST", "/v1/products") { Bytes = bytes, Token = people.Admin }),
        400, "malformed-request", at);
}
