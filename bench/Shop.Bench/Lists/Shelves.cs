using Shop.Local.Drill;

namespace Shop.Bench.Lists;

/// <summary>A catalogue of any size whose filters let the same share through.</summary>
internal static class Shelves
{
    private const int AtOnce = 64;

    public static async Task FillAsync(DrillStack shop, int count)
    {
        var admin = await shop.AdminAsync();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (number, _) => await shop.Front.DemandAsync(new Call(HttpMethod.Post, "/v1/products", admin) { Body = Product(number) }));
    }

    private static object Product(int number) => new
    {
        Sku = $"BENCH-{number:D6}",
        Name = $"Pot number{number % 1000} hue{number % 100}",
        Brand = $"Brand {number % 10}",
        Price = new { Amount = 500 + (number % 1000), Currency = "EUR" },
        Categories = (string[])[number % 2 == 0 ? "even" : "odd", $"c-{number % 100}"],
        InitialStock = number % 4 < 2 ? 100 : 0,
    };
}
