using Shop.Bench.Findings;
using Shop.Bench.Load;
using Shop.Bench.Sites;

namespace Shop.Bench.Mixed;

/// <summary>
/// 80 % products, 15 % pages, 5 % purchases, up to the saturation. The calls are of three kinds, one of which takes several times as long as the
/// others, so that p99 says what a purchase takes and p50 what a read does.
/// </summary>
internal static class MixedSuite
{
    private const int Products = 1000;
    private const double Half = 0.5;
    private static readonly double[] Shares = [0.1, 0.25, Half, 0.75, 0.9, 1.0];
    private static readonly string[] Queries =
    [
        "sort=-createdAt", "sort=price", "sort=name", "q=pot", "category=even", "inStock=true", "q=hue7", "minPrice=600&maxPrice=700&sort=price",
    ];

    public static async Task<Finding> RunAsync(int rounds)
    {
        await using var shop = await BenchShop.OpenAsync(Products, customers: 20);
        var curve = await LoadCurve.MeasureAsync(rounds, shop.Site.Entrance, Mix(shop), Shares, 200, 201);
        var finding = new Finding();
        finding.Add(
            $"Latency over load; as fast as 64 connections ask it is {Cells.Whole(curve.Saturation)} requests/s", curve.ToTable(), curve.Draw());
        finding.Expect(Aim.AtMost("p99 to p50 of all calls at half the saturation", curve.TailAt(Half), 3));
        return finding;
    }

    /// <summary>10 000 calls in a fixed order.</summary>
    internal static IReadOnlyList<Request> Mix(BenchShop shop)
    {
        var (readings, purchases) = (shop.Readings(), shop.Purchases(500, customer => customer.Token));
        Request[] pages = [.. Queries.Select(query => new Request(HttpMethod.Get, $"/v1/products?limit=20&{query}"))];
        return
        [
            .. Enumerable.Range(0, 10_000).Select(i => (i % 20) switch
            {
                7 => purchases[i / 20 % purchases.Count],
                3 or 11 or 17 => pages[(i / 20 + i) % pages.Length],
                _ => readings[i * 31 % readings.Count],
            }),
        ];
    }
}
