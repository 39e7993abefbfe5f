using Shop.Testing;

namespace Shop.Contract.Tests;

/// <summary>
/// One running shop for all tests, with people who stay: Ann, who owns what a call is about, Bob, who does not, and the admin.
/// </summary>
public sealed class ShopWithPeople : IAsyncLifetime
{
    public SellingShop Shop { get; } = new();

    public SellingShop.Account Ann { get; private set; } = null!;

    public SellingShop.Account Bob { get; private set; } = null!;

    public string Admin { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Shop.InitializeAsync();
        (Ann, Bob, Admin) = (await Shop.AccountAsync(), await Shop.AccountAsync(), await Shop.AdminAsync());
    }

    public Task DisposeAsync() => Shop.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class OneShop : ICollectionFixture<ShopWithPeople>
{
    public const string Name = "One running shop";
}
