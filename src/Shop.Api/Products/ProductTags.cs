using System.Globalization;
using Shop.Api.Http;
using Shop.Data.Products;
using Shop.Data.Redis;

namespace Shop.Api.Products;

/// <summary>The tags of a product: a sale changes the stock and not the version, and what is answered changes with both.</summary>
internal static class ProductTags
{
    public static string Tag(this Product product) => Tag(product.Version, product.StockVersion);

    public static string Tag(this StockLevel level) => Tag(level.Version, level.StockVersion);

    public static Subject Subject(this Product product) => Http.Subject.At(product.Version, product.Tag());

    public static async Task<Subject> CurrentAsync(Guid id, ProductStore products, Consistency consistency, CancellationToken cancellationToken) =>
        await products.FindAsync(id, consistency, cancellationToken) is { } product ? product.Subject() : Http.Subject.Missing;

    private static string Tag(long version, long stockVersion) => string.Create(CultureInfo.InvariantCulture, $"{version}.{stockVersion}");
}
