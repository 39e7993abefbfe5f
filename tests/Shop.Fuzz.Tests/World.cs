using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Shop.Testing;

namespace Shop.Fuzz.Tests;

/// <summary>Somebody who can sign in.</summary>
internal sealed record Actor(string Id, string Email, string Token, string RefreshToken);

/// <summary>
/// What the requests of one round speak of: users, products, and purchases in the state that each operation needs. An operation that ends
/// a user's sessions or a purchase has some of its own, so it can't take them from the others. Old rounds' things stay in the shop.
/// </summary>
internal sealed class World
{
    public const string Password = "a long enough password";
    private const int PurchasesOfEach = 4;

    private static readonly string[] UserOperations =
        ["logIn", "logOut", "logOutEverywhere", "refreshToken", "eraseUser", "changePassword", "replaceUser", "patchUser"];

    private static readonly Dictionary<string, string[]> ActionsBefore = new(StringComparer.Ordinal)
    {
        ["getPurchase"] = [],
        ["patchPurchase"] = [],
        ["payPurchase"] = [],
        ["cancelPurchase"] = [],
        ["deletePurchase"] = [],
        ["shipPurchase"] = ["pay"],
        ["refundPurchase"] = ["pay"],
        ["deliverPurchase"] = ["pay", "ship"],
    };

    private static readonly int[] Stocks = [500_000, 500_000, 3, 0, 10, 10, 0];

    private readonly SellingShop _shop;
    private readonly Dictionary<string, Actor> _users = [];
    private readonly Dictionary<string, string[]> _purchases = [];
    private string[] _changing = [];
    private string[] _apiKeys = [];

    private World(SellingShop shop) => _shop = shop;

    public Actor Admin { get; private set; } = null!;

    public Actor Buyer { get; private set; } = null!;

    /// <summary>An administrator who may be erased, logged out or degraded.</summary>
    public Actor SpareAdmin { get; private set; } = null!;

    /// <summary>Products that stay as they are: purchases and stock are about them. The last one is sold out.</summary>
    public string[] Products { get; private set; } = [];

    public string Sku { get; private set; } = "";

    /// <summary>Cursors, entity tags and consistency tokens that the shop has given out.</summary>
    public ConcurrentDictionary<string, string> Seen { get; } = new(StringComparer.Ordinal);

    public static async Task<World> MakeAsync(SellingShop shop)
    {
        var world = new World(shop);
        await world.MakeAsync();
        return world;
    }

    public Actor UserOf(string operation) => _users.GetValueOrDefault(operation, Buyer);

    public string ProductOf(string operation, Random random) =>
        operation is "archiveProduct" or "restoreProduct" or "replaceProduct" or "patchProduct" ? random.Of(_changing) : Products[0];

    public string PurchaseOf(string operation, Random random) =>
        random.Of(_purchases.GetValueOrDefault(operation, _purchases["getPurchase"]));

    /// <summary>The one that is revoked is another one each time, as long as there are some.</summary>
    public string ApiKeyOf(string operation, Random random) => operation == "revokeApiKey" ? random.Of(_apiKeys[1..]) : _apiKeys[0];

    /// <summary>Whether the operation can end a user: then it is not about those whom all others need.</summary>
    public static bool EndsUsers(string operation) => UserOperations.Contains(operation);

    /// <summary>An id of any kind.</summary>
    public string AnyId(Random random) => random.Next(4) switch
    {
        0 => random.Of(Products),
        1 => random.Of(_changing),
        2 => random.Of([SpareAdmin, .. _users.Values]).Id,
        _ => random.Of([.. _purchases.Values.SelectMany(ids => ids)]),
    };

    public void Learn(string operation, Reply reply)
    {
        foreach (var header in new[] { "ETag", "Consistency-Token" })
        {
            if (reply.Headers.TryGetValue(header, out var value))
            {
                Seen[header] = value;
            }
        }

        if (operation.StartsWith("list", StringComparison.Ordinal) && (string?)reply.Json["page"]?["nextCursor"] is { } cursor)
        {
            Seen[operation] = cursor;
        }
    }

    private async Task MakeAsync()
    {
        var first = (string)(await LogInAsync(_shop.Stack.AdminEmail, _shop.Stack.AdminPassword))["accessToken"]!;
        string[] roles = ["admin", "admin", "customer", .. UserOperations.Select(_ => "customer")];
        var actors = await Task.WhenAll(roles.Select(role => RegisterAsync(first, role)));
        (Admin, SpareAdmin, Buyer) = (actors[0], actors[1], actors[2]);
        foreach (var (operation, user) in UserOperations.Zip(actors[3..]))
        {
            _users[operation] = user;
        }

        var products = await Task.WhenAll(Stocks.Select(ProductAsync));
        Sku = (string)products[0]["sku"]!;
        var ids = products.Select(product => (string)product["id"]!).ToArray();
        (Products, _changing) = (ids[..4], ids[4..]);
        _apiKeys = await Task.WhenAll(Enumerable.Range(0, 1 + PurchasesOfEach).Select(_ => ApiKeyAsync()));
        foreach (var (operation, actions) in ActionsBefore)
        {
            _purchases[operation] = await Task.WhenAll(Enumerable.Range(0, PurchasesOfEach).Select(_ => PurchaseAsync(actions)));
        }
    }

    private async Task<Actor> RegisterAsync(string admin, string role)
    {
        var body = SellingShop.Registration($"{SellingShop.Unique("fuzz")}@example.com");
        body["role"] = role;
        var made = await MadeAsync("/v1/users", admin, body);
        var tokens = await LogInAsync((string)made["email"]!, Password);
        return new Actor((string)made["id"]!, (string)made["email"]!, (string)tokens["accessToken"]!, (string)tokens["refreshToken"]!);
    }

    private Task<JsonNode> LogInAsync(string email, string password) =>
        MadeAsync("/v1/auth/token", null, new JsonObject { ["email"] = email, ["password"] = password });

    private Task<JsonNode> ProductAsync(int stock) => MadeAsync("/v1/products", Admin.Token, new JsonObject
    {
        ["sku"] = SellingShop.Unique("FUZZ"),
        ["name"] = "Tea pot",
        ["brand"] = "Fuzz",
        ["price"] = new JsonObject { ["amount"] = 1999, ["currency"] = "EUR" },
        ["initialStock"] = stock,
        ["categories"] = new JsonArray("tea"),
    });

    private async Task<string> ApiKeyAsync() => (string)(await MadeAsync("/v1/api-keys", Admin.Token, new JsonObject
    {
        ["name"] = "Fuzz",
        ["scopes"] = new JsonArray("catalog:read"),
    }))["id"]!;

    private async Task<string> PurchaseAsync(string[] actions)
    {
        var line = new JsonObject { ["productId"] = Products[0], ["quantity"] = 2 };
        var id = (string)(await MadeAsync("/v1/purchases", Buyer.Token, new JsonObject { ["items"] = new JsonArray(line) }))["id"]!;
        foreach (var action in actions)
        {
            var body = action == "pay" ? """{"payment":{"method":"simulated","token":"tok_ok"}}""" : "{}";
            await MadeAsync($"/v1/purchases/{id}/{action}", Admin.Token, JsonNode.Parse(body)!);
        }

        return id;
    }

    private async Task<JsonNode> MadeAsync(string path, string? token, JsonNode body)
    {
        var reply = await _shop.PostAsync(path, token, body);
        Assert.True(reply.Status is 200 or 201, $"The world can't be made: {path} answered {reply.Status} {reply.Text}");
        return reply.Json;
    }
}
