using System.Text.Json.Nodes;
using Shop.Contract.Tests.Rights;
using Shop.Testing;

namespace Shop.Contract.Tests;

/// <summary>
/// One running shop for all tests, with people who stay: Ann, who owns what a call is about, Bob, who does not, and the admin.
/// </summary>
public sealed class ShopWithPeople : IAsyncLifetime
{
    private string _shortHeld = "";
    private Task<Outsiders>? _outsiders;

    public SellingShop Shop { get; } = new();

    public SellingShop.Account Ann { get; private set; } = null!;

    public SellingShop.Account Bob { get; private set; } = null!;

    public string Admin { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Shop.InitializeAsync();
        (Ann, Bob, Admin) = (await Shop.AccountAsync(), await Shop.AccountAsync(), await Shop.AdminAsync());
        _shortHeld = await PlaceAsync(seconds: 60);
    }

    /// <summary>Those who may do nothing, or only what a key says; made when they are first asked for.</summary>
    internal Task<Outsiders> OutsidersAsync() => _outsiders ??= Outsiders.MakeAsync(this);

    public Task DisposeAsync() => Shop.DisposeAsync();

    /// <summary>
    /// The id of a purchase of Bob's, of 2 of 5 units, whose hold is over. No hold is shorter than a minute: most of it passes while other
    /// tests run.
    /// </summary>
    public async Task<string> ExpiredAsync()
    {
        await Eventually.True(
            async () => (string?)(await Shop.GetAsync($"/v1/purchases/{_shortHeld}", Bob.Token)).Json["status"] == "expired",
            "the hold of a minute is over",
            TimeSpan.FromSeconds(90));
        return _shortHeld;
    }

    private async Task<string> PlaceAsync(int seconds)
    {
        var line = new JsonObject { ["productId"] = await Shop.ProductAsync(stock: 5), ["quantity"] = 2 };
        var reply = await Shop.PostAsync(
            "/v1/purchases", Bob.Token, new JsonObject { ["items"] = new JsonArray(line), ["holdSeconds"] = seconds });
        Assert.True(reply.Status == 201, reply.Text);
        return (string)reply.Json["id"]!;
    }
}

[CollectionDefinition(Name)]
public sealed class OneShop : ICollectionFixture<ShopWithPeople>
{
    public const string Name = "One running shop";
}
