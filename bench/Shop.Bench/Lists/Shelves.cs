using Microsoft.Extensions.DependencyInjection;
using Shop.Bench.Sites;
using Shop.Data;
using Shop.Data.Products;
using Shop.Local;
using Shop.Local.Drill;
using Operation = Shop.Data.Redis.Operation;

namespace Shop.Bench.Lists;

/// <summary>A catalogue of any size whose filters let the same share through; written by the shop's own store, on every replica.</summary>
internal static class Shelves
{
    private const int AtOnce = 256;

    /// <summary>Adds the products of these numbers.</summary>
    public static async Task FillAsync(DrillStack shop, int from, int to)
    {
        using var host = await ShopInProcess.OpenAsync(shop);
        var products = host.Services.GetRequiredService<ProductStore>();
        await Parallel.ForEachAsync(
            Enumerable.Range(from, to - from),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (number, stop) =>
            {
                var operation = new Operation($"shelf-{number}", "a shelf", $"shelf-{number}", FromClient: false);
                if (await products.CreateAsync(Entry(number), number % 4 < 2 ? 100 : 0, "bench", operation, stop) is not CreateProductResult.Created)
                {
                    throw new Refusal($"Product {number} could not be added to a catalogue of the bench's own.");
                }
            });
        await host.StopAsync();
    }

    private static CatalogueEntry Entry(int number) => new(
        $"BENCH-{number:D6}",
        $"Pot number{number % 1000} hue{number % 100}",
        new Money(500 + (number % 1000), "EUR"),
        MaxPerPurchase: 10,
        ProductStatus.Active,
        new ProductDetails(
            Description: null,
            $"Brand {number % 10}",
            [number % 2 == 0 ? "even" : "odd", $"c-{number % 100}"],
            Tags: [],
            Images: [],
            new Dictionary<string, string>(StringComparer.Ordinal),
            ManufacturedOn: null));
}
