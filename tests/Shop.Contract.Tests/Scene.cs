using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shop.Testing;
using static Shop.Testing.SellingShop;

namespace Shop.Contract.Tests;

/// <summary>
/// What a call is about, made when it is first named: <c>{pending}</c> in a path or a body is the id of a pending purchase of the owner's.
/// </summary>
public sealed partial class Scene(ShopWithPeople people)
{
    private static readonly string[] Nouns = ["products", "purchases", "users"];

    private readonly Dictionary<string, string> _made = new(StringComparer.Ordinal);
    private readonly List<string> _addresses = [];

    public SellingShop Shop => people.Shop;

    public string Admin => people.Admin;

    /// <summary>Ann, or the guest where one is named.</summary>
    public Account Owner { get; private set; } = people.Ann;

    public string this[string name] => _made[name];

    /// <param name="who">anonymous, other, owner or admin.</param>
    /// <param name="call">Method and path: <c>GET /v1/products/{product}</c>.</param>
    /// <param name="body">Empty for none.</param>
    public async Task<Reply> SendAsync(string who, string call, string body = "", params (string, string)[] headers)
    {
        var (method, path) = Split(await FillAsync(call));
        var sent = body.Length == 0 ? null : await FillAsync(body);
        return await Shop.SendAsync(method, path, TokenOf(who), sent, headers);
    }

    /// <param name="credentials">Another header than that of <paramref name="who"/>; null for theirs.</param>
    internal Task<Reply> SendAsync(string who, (string, string)? credentials, string call, string body) => credentials is { } header
        ? SendAsync("anonymous", call, body, header)
        : SendAsync(who, call, body);

    public string? TokenOf(string who) => who switch
    {
        "anonymous" => null,
        "other" => people.Bob.Token,
        "owner" => Owner.Token,
        "admin" => people.Admin,
        _ => throw new ArgumentOutOfRangeException(nameof(who), who, "Use anonymous, other, owner or admin."),
    };

    /// <summary>Puts what is named in braces into its place.</summary>
    public async Task<string> FillAsync(string text)
    {
        foreach (var name in Names().Matches(text).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal))
        {
            if (!_made.ContainsKey(name))
            {
                _made[name] = await MakeAsync(name);
            }
        }

        return _made.Aggregate(text, (filled, made) => filled.Replace($"{{{made.Key}}}", made.Value, StringComparison.Ordinal));
    }

    /// <summary>Everything that a call could have changed: what this scene has made, and how much there is of everything.</summary>
    public async Task<string> StateAsync()
    {
        var totals = Nouns.Select(noun => $"/v1/{noun}?limit=1&includeTotal=true");
        var state = await Task.WhenAll(totals.Concat(_addresses).Select(address => Shop.GetAsync(address, Admin)));
        Assert.All(state, reply => Assert.True(reply.Status is 200 or 404, reply.Text));
        return string.Join('\n', state.Select(reply => reply.Status == 200 ? reply.Text : "none"));
    }

    public async Task<string> ProductAsync(JsonObject product)
    {
        var reply = await Shop.PostAsync("/v1/products", Admin, product);
        Assert.True(reply.Status == 201, reply.Text);
        var id = (string)reply.Json["id"]!;
        _addresses.AddRange([$"/v1/products/{id}", $"/v1/products/{id}/stock/movements"]);
        return id;
    }

    /// <summary>A product that the shop would take, to be made different.</summary>
    public static JsonObject Product(int stock = 1000, string currency = "EUR", string status = "active") => new()
    {
        ["sku"] = Unique("sku"),
        ["name"] = "Tea pot",
        ["price"] = new JsonObject { ["amount"] = 1999, ["currency"] = currency },
        ["initialStock"] = stock,
        ["status"] = status,
    };

    private static (string Method, string Path) Split(string call)
    {
        var at = call.IndexOf(' ', StringComparison.Ordinal);
        return (call[..at], call[(at + 1)..]);
    }

    private async Task<string> MakeAsync(string name) => name switch
    {
        "nobody" => Guid.CreateVersion7().ToString(),
        "sku" => Unique("sku"),
        "email" => $"{Unique("new")}@example.com",
        "shelved" => (string)(await Shop.GetAsync($"/v1/products/{await ProductAsync(Product())}")).Json["sku"]!,
        "apikey" => await ApiKeyAsync(),
        "user" => Owner.Id,
        "mail" => Owner.Email,
        "refresh" => await RefreshTokenAsync(),
        "other" => people.Bob.Id,
        "guest" => await GuestAsync(),
        "product" => await ProductAsync(Product()),
        "second" => await ProductAsync(Product()),
        "few" => await ProductAsync(Product(stock: 3)),
        "limited" => await ProductAsync(Product().With("maxPerPurchase", 5)),
        "dollars" => await ProductAsync(Product(currency: "USD")),
        "dear" => await ProductAsync(Product().With("price", new JsonObject { ["amount"] = 99_999_999_999, ["currency"] = "EUR" })),
        "draft" => await ProductAsync(Product(status: "draft")),
        "archived" => await ProductAsync(Product(status: "archived")),
        "pending" => await PurchaseAsync(),
        "paid" => await PurchaseAsync("pay"),
        "shipped" => await PurchaseAsync("pay", "ship"),
        "delivered" => await PurchaseAsync("pay", "ship", "deliver"),
        "cancelled" => await PurchaseAsync("cancel"),
        "refunded" => await PurchaseAsync("pay", "refund"),
        "expired" => await people.ExpiredAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Nothing of this name can be made."),
    };

    private async Task<string> GuestAsync()
    {
        Owner = await Shop.AccountAsync();
        _addresses.Add($"/v1/users/{Owner.Id}");
        return Owner.Id;
    }

    private async Task<string> ApiKeyAsync()
    {
        var reply = await SendAsync("admin", "POST /v1/api-keys", """{"name":"Till","scopes":["catalog:read"]}""");
        Assert.True(reply.Status == 201, reply.Text);
        _addresses.Add(reply.Headers["Location"]);
        return (string)reply.Json["id"]!;
    }

    private async Task<string> RefreshTokenAsync()
    {
        await GuestAsync();
        return Owner.RefreshToken;
    }

    private async Task<string> PurchaseAsync(params string[] actions)
    {
        var placed = await SendAsync("owner", "POST /v1/purchases", """{"items":[{"productId":"{product}","quantity":2}]}""");
        Assert.True(placed.Status == 201, placed.Text);
        var address = placed.Headers["Location"];
        foreach (var action in actions)
        {
            var body = action == "pay" ? """{"payment":{"method":"simulated","token":"tok_ok"}}""" : "{}";
            var done = await SendAsync("admin", $"POST {address}/{action}", body);
            Assert.True(done.Status == 200, done.Text);
        }

        _addresses.Add(address);
        return (string)placed.Json["id"]!;
    }

    [GeneratedRegex(@"\{(?<name>[a-z]+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Names();
}
