namespace Shop.Contract.Tests.Products;

[Collection(OneShop.Name)]
public sealed class ProductCallsTests(ShopWithPeople people)
{
    private const string Pot = """{"sku":"{sku}","name":"Tea pot","price":{"amount":1999,"currency":"EUR"}}""";
    private const string Sale = """{"delta":-5,"reason":"damage","note":"fell down"}""";

    /// <summary>Answers to anonymous, other, owner and admin.</summary>
    public static TheoryData<string, string, string, string> Calls => new()
    {
        { "GET /v1/products", "", "200 200 200 200", "" },
        { "GET /v1/products?status=draft", "", "403 403 403 200", "" },
        { "POST /v1/products", Pot, "401 403 403 201", "ETag Location Durability" },
        { "GET /v1/products/{product}", "", "200 200 200 200", "ETag" },
        { "GET /v1/products/{draft}", "", "404 404 404 200", "ETag" },
        { "GET /v1/products/{archived}", "", "404 404 404 200", "ETag" },
        { "PUT /v1/products/{product}", Pot, "401 403 403 200", "ETag Durability" },
        { "PATCH /v1/products/{product}", """{"brand":"Brown"}""", "401 403 403 200", "ETag Durability" },
        { "DELETE /v1/products/{product}", "", "401 403 403 204", "Durability" },
        { "POST /v1/products/{archived}/restore", "", "401 403 403 200", "ETag Durability" },
        { "POST /v1/products/{product}/stock/adjustments", Sale, "401 403 403 201", "Durability" },
        { "PUT /v1/products/{product}/stock", """{"onHand":7,"reason":"count"}""", "401 403 403 200", "ETag Durability" },
        { "GET /v1/products/{product}/stock/movements", "", "401 403 403 200", "" },
        { "GET /v1/categories", "", "200 200 200 200", "" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public Task Whoever_calls_is_answered_by_the_table(string call, string body, string answers, string headers) =>
        CallTable.HoldsAsync(people, call, body, answers, headers);
}
