using System.Text.Json;
using System.Text.Json.Nodes;
using Shop.Api.ApiKeys;
using Shop.Api.Products;
using Shop.Api.Purchases;
using Shop.Api.Users;
using Shop.Testing;

namespace Shop.Api.Tests.OpenApi;

/// <summary>
/// What the document's examples speak of, made real: a customer, a product in stock and a pending purchase of it, new for each operation.
/// An example's ids, e-mail and SKU stand for theirs.
/// </summary>
internal sealed class ReplayWorld
{
    /// <summary>Which actions a purchase must have behind it, by the last word of the path.</summary>
    private static readonly Dictionary<string, string[]> Before = new(StringComparer.Ordinal)
    {
        ["ship"] = ["pay"],
        ["deliver"] = ["pay", "ship"],
        ["refund"] = ["pay"],
    };

    private readonly ShopApplication _shop;
    private readonly string _email = $"{ShopApplication.Unique("anna")}@shop.example";
    private readonly string _sku = ShopApplication.Unique("TEA").ToUpperInvariant();
    private readonly Dictionary<string, string> _real = new(StringComparer.Ordinal);
    private JsonNode _logIn = null!;

    private ReplayWorld(ShopApplication shop) => _shop = shop;

    public string CustomerToken => (string)_logIn["accessToken"]!;

    public static async Task<ReplayWorld> MakeAsync(ShopApplication shop, DocumentedOperation operation)
    {
        var world = new ReplayWorld(shop);
        await world.MakeAsync(operation);
        return world;
    }

    /// <summary>The operation's example. What it makes must be new, so its e-mail and its SKU are nobody's.</summary>
    public Ask Ask(DocumentedOperation operation)
    {
        var isNew = operation.SuccessStatus == 201;
        var ask = new Ask(operation.Method, Real(operation.ExamplePath, isNew));
        return operation.RequestExample is { } example ? ask.With(Real(WithRefreshToken(example).ToJsonString(), isNew)) : ask;
    }

    private async Task MakeAsync(DocumentedOperation operation)
    {
        (_real[UserExamples.Email], _real[ProductExamples.Sku]) = (_email, _sku);
        await MakeAsync(UserExamples.Id, "/v1/users", null, UserExamples.Registration with { Email = _email });
        await MakeAsync(ProductExamples.Id, "/v1/products", _shop.AdminToken, ProductExamples.NewProduct with { Sku = _sku });
        _logIn = (await _shop.LogInAsync(_email, UserExamples.Password)).Json;
        if (operation.Path.StartsWith("/v1/api-keys/", StringComparison.Ordinal))
        {
            await MakeAsync(ApiKeyExamples.Id, "/v1/api-keys", _shop.AdminToken, ApiKeyExamples.NewKey);
        }

        if (operation.Path.StartsWith("/v1/purchases", StringComparison.Ordinal))
        {
            await MakeAsync(PurchaseExamples.Id, "/v1/purchases", CustomerToken, PurchaseExamples.NewPurchase);
            await ActBeforeAsync(operation);
        }
    }

    private async Task MakeAsync(Guid example, string path, string? token, object body)
    {
        var json = Shop.Api.OpenApi.Examples.Request(body, Json).ToJsonString();
        var made = await _shop.PostAsync(path, token, Real(json, isNew: false));
        Assert.True(made.Status == 201, $"{path} answered {made.Status} {made.Text}");
        _real[example.ToString()] = (string)made.Json["id"]!;
    }

    private async Task ActBeforeAsync(DocumentedOperation operation)
    {
        foreach (var action in Before.GetValueOrDefault(operation.Path.Split('/')[^1], []))
        {
            var before = operation.Document.Operations().Single(each => each.Path == $"/v1/purchases/{{id}}/{action}");
            var done = await _shop.SendAsync(Ask(before).By(_shop.AdminToken));
            Assert.True(done.Status == before.SuccessStatus, $"{before} answered {done.Status} {done.Text}");
        }
    }

    private JsonNode WithRefreshToken(JsonNode example)
    {
        var body = example.DeepClone();
        if (body["refreshToken"] is not null)
        {
            body["refreshToken"] = _logIn["refreshToken"]?.DeepClone();
        }

        return body;
    }

    private string Real(string text, bool isNew) => _real.Aggregate(text, (said, pair) => said.Replace(
        pair.Key,
        isNew && !Guid.TryParse(pair.Key, out _) ? "new-" + pair.Value : pair.Value,
        StringComparison.Ordinal));

    private JsonSerializerOptions Json => _shop.Service<Microsoft.Extensions.Options.IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>>()
        .Value.SerializerOptions;
}
