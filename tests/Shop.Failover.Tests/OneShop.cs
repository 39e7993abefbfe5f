using Shop.Testing;

namespace Shop.Failover.Tests;

[CollectionDefinition(Name)]
public sealed class OneShop : ICollectionFixture<SellingShop>
{
    public const string Name = "One running shop";
}
