namespace Shop.Clients.Tests;

[CollectionDefinition(Name)]
public sealed class OneShopWithClients : ICollectionFixture<ShopWithClients>
{
    public const string Name = "One shop with clients";
}
