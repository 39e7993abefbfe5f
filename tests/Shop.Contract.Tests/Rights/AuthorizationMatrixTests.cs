using System.Globalization;
using System.Text.RegularExpressions;
using Shop.Testing;

namespace Shop.Contract.Tests.Rights;

/// <summary>Every route of the document, asked by everyone. The table is the one place where it stands who may do what.</summary>
[Collection(OneShop.Name)]
public sealed partial class AuthorizationMatrixTests(ShopWithPeople people)
{
    private const string Registration = """{"email":"{email}","password":"a long enough password","firstName":"Ann","lastName":"Lee"}""";
    private const string LogIn = """{"email":"{mail}","password":"a long enough password"}""";
    private const string Refresh = """{"refreshToken":"{refresh}"}""";
    private const string Ann = """{"email":"{mail}","firstName":"Ann","lastName":"Lee"}""";
    private const string NewPassword = """{"currentPassword":"a long enough password","newPassword":"another long password"}""";
    private const string Pot = """{"sku":"{sku}","name":"Tea pot","price":{"amount":1999,"currency":"EUR"}}""";
    private const string Order = """{"userId":"{user}","items":[{"productId":"{product}","quantity":1}]}""";
    private const string Payment = """{"payment":{"method":"simulated","token":"tok_ok"}}""";
    private const string Units = """{"delta":5,"reason":"restock"}""";
    private const string Count = """{"onHand":50,"reason":"count"}""";
    private const string Key = """{"name":"Till","scopes":["catalog:read"]}""";

    // Whom a row has an answer for. "key" is an API key with the row's scope alone, "other key" one with all scopes but that.
    private static readonly string[] Callers = ["anonymous", "other", "owner", "admin", "disabled", "expired", "key", "other key"];

    /// <summary>operationId, call, body, scope, the answer to each of <see cref="Callers"/>; - is not asked: it would end their session.</summary>
    public static TheoryData<string, string, string, string, string> Routes => new()
    {
        { "getLiveness", "GET /health/live", "", "", "200 200 200 200 200 200 200 200" },
        { "getReadiness", "GET /health/ready", "", "", "200 200 200 200 200 200 200 200" },
        { "logIn", "POST /v1/auth/token", LogIn, "", "200 200 200 200 200 200 200 200" },
        { "refreshToken", "POST /v1/auth/refresh", Refresh, "", "200 200 200 200 200 200 200 200" },
        { "logOut", "POST /v1/auth/logout", Refresh, "", "204 204 204 204 204 204 204 204" },
        { "logOutEverywhere", "POST /v1/auth/logout-all", "", "", "401 - - - 401 401 403 403" },

        { "registerUser", "POST /v1/users", Registration, "", "201 201 201 201 401 401 403 403" },
        { "listUsers", "GET /v1/users", "", "users:read", "401 403 403 200 401 401 200 403" },
        { "getUser", "GET /v1/users/{user}", "", "users:read", "401 404 200 200 401 401 200 403" },
        { "replaceUser", "PUT /v1/users/{user}", Ann, "", "401 404 200 200 401 401 403 403" },
        { "patchUser", "PATCH /v1/users/{user}", """{"firstName":"Anna"}""", "", "401 404 200 200 401 401 403 403" },
        { "changePassword", "POST /v1/users/{guest}/password", NewPassword, "", "401 404 204 204 401 401 403 403" },
        { "eraseUser", "DELETE /v1/users/{guest}", "", "", "401 404 204 204 401 401 403 403" },
        { "exportUser", "GET /v1/users/{user}/export", "", "", "401 404 200 200 401 401 403 403" },
        { "listPurchasesOfUser", "GET /v1/users/{user}/purchases", "", "purchases:read", "401 404 200 200 401 401 200 403" },

        { "listProducts", "GET /v1/products", "", "catalog:read", "200 200 200 200 401 401 200 403" },
        { "getProduct", "GET /v1/products/{product}", "", "catalog:read", "200 200 200 200 401 401 200 403" },
        { "getProductBySku", "GET /v1/products/by-sku/{shelved}", "", "catalog:read", "200 200 200 200 401 401 200 403" },
        { "listCategories", "GET /v1/categories", "", "catalog:read", "200 200 200 200 401 401 200 403" },
        { "createProduct", "POST /v1/products", Pot, "catalog:write", "401 403 403 201 401 401 201 403" },
        { "replaceProduct", "PUT /v1/products/{product}", Pot, "catalog:write", "401 403 403 200 401 401 200 403" },
        { "patchProduct", "PATCH /v1/products/{product}", """{"brand":"Brown"}""", "catalog:write", "401 403 403 200 401 401 200 403" },
        { "archiveProduct", "DELETE /v1/products/{product}", "", "catalog:write", "401 403 403 204 401 401 204 403" },
        { "restoreProduct", "POST /v1/products/{archived}/restore", "", "catalog:write", "401 403 403 200 401 401 200 403" },
        { "adjustStock", "POST /v1/products/{product}/stock/adjustments", Units, "stock:write", "401 403 403 201 401 401 201 403" },
        { "setStock", "PUT /v1/products/{product}/stock", Count, "stock:write", "401 403 403 200 401 401 200 403" },
        { "listStockMovements", "GET /v1/products/{product}/stock/movements", "", "catalog:read", "401 403 403 200 401 401 200 403" },

        { "listPurchases", "GET /v1/purchases", "", "purchases:read", "401 200 200 200 401 401 200 403" },
        { "placePurchase", "POST /v1/purchases", Order, "purchases:write", "401 403 201 201 401 401 201 403" },
        { "getPurchase", "GET /v1/purchases/{pending}", "", "purchases:read", "401 404 200 200 401 401 200 403" },
        { "patchPurchase", "PATCH /v1/purchases/{pending}", """{"note":"ring twice"}""", "purchases:write", "401 404 200 200 401 401 200 403" },
        { "payPurchase", "POST /v1/purchases/{pending}/pay", Payment, "purchases:write", "401 404 200 200 401 401 200 403" },
        { "cancelPurchase", "POST /v1/purchases/{pending}/cancel", "", "purchases:write", "401 404 200 200 401 401 200 403" },
        { "deletePurchase", "DELETE /v1/purchases/{pending}", "", "purchases:write", "401 404 204 204 401 401 204 403" },
        { "shipPurchase", "POST /v1/purchases/{paid}/ship", "", "purchases:write", "401 403 403 200 401 401 200 403" },
        { "deliverPurchase", "POST /v1/purchases/{shipped}/deliver", "", "purchases:write", "401 403 403 200 401 401 200 403" },
        { "refundPurchase", "POST /v1/purchases/{paid}/refund", "{}", "purchases:write", "401 403 403 200 401 401 200 403" },

        { "listApiKeys", "GET /v1/api-keys", "", "", "401 403 403 200 401 401 403 403" },
        { "createApiKey", "POST /v1/api-keys", Key, "", "401 403 403 201 401 401 403 403" },
        { "getApiKey", "GET /v1/api-keys/{apikey}", "", "", "401 403 403 200 401 401 403 403" },
        { "revokeApiKey", "DELETE /v1/api-keys/{apikey}", "", "", "401 403 403 204 401 401 403 403" },
        { "listAudit", "GET /v1/audit", "", "", "401 403 403 200 401 401 403 403" },
        { "checkInvariants", "GET /v1/admin/invariants", "", "", "401 403 403 200 401 401 403 403" },
        { "getTopology", "GET /v1/admin/topology", "", "", "401 403 403 200 401 401 403 403" },
    };

    [Fact]
    public async Task Every_route_of_the_document_is_in_the_table_and_no_other()
    {
        var documented = (await people.Shop.GetAsync("/openapi/v1.json")).Json.Operations();

        Assert.Equal(
            documented.Select(operation => $"{operation.Id} {operation.Method} {operation.Path}").Order(StringComparer.Ordinal),
            Routes.Select(row => $"{row[0]} {Placeholder().Replace((string)row[1], At)}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Whoever_asks_is_answered_by_the_table(string operation, string call, string body, string scope, string answers)
    {
        var outsiders = await people.OutsidersAsync();
        var scene = new Scene(people);
        foreach (var (who, expected) in Callers.Zip(answers.Split(' ')).Where(row => row.Second != "-"))
        {
            var reply = await scene.SendAsync(who, Credentials(outsiders, who, scope), call, body);

            Assert.True(reply.Status.ToString(CultureInfo.InvariantCulture) == expected,
                $"{operation} by {who} is {expected} in the table, and was {reply.Status}: {reply.Text}");
            if (reply.Status < 300)
            {
                scene = new Scene(people); // a call may use up what it is about
            }
            else
            {
                Assert.Equal(CodeOf(reply.Status, who), reply.Code);
            }
        }
    }

    private static (string Name, string Value)? Credentials(Outsiders outsiders, string who, string scope) => who switch
    {
        "disabled" => ("Authorization", "Bearer " + outsiders.Disabled),
        "expired" => ("Authorization", "Bearer " + outsiders.Expired),
        "key" => ("X-Api-Key", scope.Length == 0 ? outsiders.FullKey : outsiders.KeysWith[scope]),
        "other key" => ("X-Api-Key", scope.Length == 0 ? outsiders.FullKey : outsiders.KeysWithout[scope]),
        _ => null,
    };

    private static string CodeOf(int status, string who) => status switch
    {
        401 => who == "anonymous" ? "unauthenticated" : "token-expired",
        403 => "forbidden",
        _ => "not-found",
    };

    // {shelved} stands for a SKU, everything else for an id.
    private static string At(Match placeholder) => placeholder.Value == "{shelved}" ? "{sku}" : "{id}";

    [GeneratedRegex(@"\{[a-z]+\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
