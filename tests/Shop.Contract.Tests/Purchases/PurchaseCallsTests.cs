namespace Shop.Contract.Tests.Purchases;

[Collection(OneShop.Name)]
public sealed class PurchaseCallsTests(ShopWithPeople people)
{
    private const string Order = """{"items":[{"productId":"{product}","quantity":2}]}""";
    private const string ForOther = """{"userId":"{other}","items":[{"productId":"{product}","quantity":2}]}""";
    private const string Payment = """{"payment":{"method":"simulated","token":"tok_ok"}}""";
    private const string Part = """{"items":[{"productId":"{product}","quantity":1}],"restock":true,"reason":"broken"}""";

    /// <summary>Answers to anonymous, other, owner and admin.</summary>
    public static TheoryData<string, string, string, string> Calls => new()
    {
        { "POST /v1/purchases", Order, "401 201 201 201", "ETag Location Durability" },
        { "POST /v1/purchases", ForOther, "401 201 403 201", "ETag Location Durability" },
        { "GET /v1/purchases", "", "401 200 200 200", "" },
        { "GET /v1/purchases?userId={other}", "", "401 200 403 200", "" },
        { "GET /v1/purchases/{pending}", "", "401 404 200 200", "ETag" },
        { "PATCH /v1/purchases/{pending}", """{"note":"ring twice"}""", "401 404 200 200", "ETag Durability" },
        { "PATCH /v1/purchases/{paid}", """{"note":"ring twice"}""", "401 404 200 200", "ETag Durability" },
        { "POST /v1/purchases/{pending}/pay", Payment, "401 404 200 200", "ETag Durability" },
        { "POST /v1/purchases/{pending}/cancel", """{"reason":"too late"}""", "401 404 200 200", "ETag Durability" },
        { "DELETE /v1/purchases/{pending}", "", "401 404 204 204", "Durability" },
        { "POST /v1/purchases/{paid}/ship", """{"tracking":{"carrier":"DHL","number":"1"}}""", "401 403 403 200", "ETag Durability" },
        { "POST /v1/purchases/{shipped}/deliver", "", "401 403 403 200", "ETag Durability" },
        { "POST /v1/purchases/{delivered}/refund", "{}", "401 403 403 200", "ETag Durability" },
        { "POST /v1/purchases/{paid}/refund", Part, "401 403 403 200", "ETag Durability" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public Task Whoever_calls_is_answered_by_the_table(string call, string body, string answers, string headers) =>
        CallTable.HoldsAsync(people, call, body, answers, headers);
}
