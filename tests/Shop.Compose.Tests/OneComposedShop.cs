namespace Shop.Compose.Tests;

[CollectionDefinition(Name)]
public sealed class OneComposedShop : ICollectionFixture<ComposedShop>
{
    public const string Name = "One shop in containers";
}
