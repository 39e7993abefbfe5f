using System.Globalization;
using Shop.Local.Demo;

namespace Shop.Local.Tests;

public sealed class CatalogueTests
{
    [Fact]
    public void Two_thousand_demo_products_differ_and_keep_to_the_limits()
    {
        var products = Enumerable.Range(0, 2000).Select(Catalogue.At).ToArray();

        Assert.Equal(2000, products.Select(product => product.Sku).Distinct().Count());
        Assert.Equal(2000, products.Select(product => product.Name).Distinct().Count());
        Assert.All(products, product =>
        {
            Assert.Matches("^[A-Z0-9][A-Z0-9._-]{0,63}$", product.Sku);
            Assert.InRange(product.Price.Amount, 100, 100_000);
            Assert.InRange(product.InitialStock, 1, 1000);
            Assert.Matches("^[a-z-]+$", Assert.Single(product.Categories));
            Assert.True(DateOnly.TryParseExact(product.ManufacturedOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
        });
    }
}
