using Shop.Contract.Tests.Rights;
using Shop.Testing;

namespace Shop.Contract.Tests;

/// <summary>
/// One running shop for all tests, with people who stay: Ann, who owns what a call is about, Bob, who does not, and the admin.
/// </summary>
public sealed class ShopWithPeople : IAsyncLifetime
{
    private Task<Outsiders>? _outsiders;

    public SellingShop Shop { get; } = new();

    public SellingShop.Account Ann { get; private set; } = null!;

    public SellingShop.Account Bob { get; private set; } = null!;

    public string Admin { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Shop.InitializeAsync();
        (Ann, Bob, Admin) = (await Shop.AccountAsync(), await Shop.AccountAsync(), await Shop.AdminAsync());
    }

    /// <summary>Those who may do nothing, or only what a key says; made when they are first asked for.</summary>
    internal Task<Outsiders> OutsidersAsync() => _outsiders ??= Outsiders.MakeAsync(this);

    public Task DisposeAsync() => Shop.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class OneShop : ICollectionFixture<ShopWithPeople>
{
    public const string Name = "One running shop";
}
