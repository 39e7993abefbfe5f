using System.Globalization;
using Shop.Bench.Findings;
using Shop.Bench.Load;
using Shop.Bench.Sites;

namespace Shop.Bench.Mixed;

/// <summary>
/// 80 % products, 15 % pages, 5 % purchases. First as fast as 64 connections get answers, which is the saturation; then at shares of it, at times
/// that were fixed before, whatever the answers take.
/// </summary>
internal static class MixedSuite
{
    private const int Products = 1000;
    private static readonly double[] Shares = [0.1, 0.25, 0.5, 0.75, 0.9, 1.0];
    private static readonly string[] Queries =
    [
        "sort=-createdAt", "sort=price", "sort=name", "q=pot", "category=even", "inStock=true", "q=hue7", "minPrice=600&maxPrice=700&sort=price",
    ];

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(4);

    public static async Task<Finding> RunAsync(int rounds)
    {
        await using var shop = await BenchShop.OpenAsync(Products, customers: 20);
        var requests = Mix(shop);
        var entrance = shop.Site.Entrance;
        var saturation = (await Contest.PlayAsync(
            rounds, new Contestant("saturation", async () => (await Clients.SendAllAsync(entrance, requests)).Only(200, 201).Rate)))[0].Median;

        var loads = Shares.Select(_ => new List<LoadResult>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (i, share) in Shares.Index())
            {
                loads[i].Add((await Clients.SendAtAsync(entrance, requests, saturation * share, Time)).Only(200, 201));
            }
        }

        var points = new List<(double Rate, double P50, double P99, double P999)>();
        var table = new Table("share of the saturation", "asked/s", "answered/s", "p50 ms", "p99 ms", "p99.9 ms");
        foreach (var (share, results) in Shares.Zip(loads))
        {
            double Middle(Func<LoadResult, double> figure) => Median.Of([.. results.Select(figure)]);
            var point = (Rate: saturation * share, P50: Middle(r => r.Permille(500)), P99: Middle(r => r.Permille(990)), P999: Middle(r => r.Permille(999)));
            points.Add(point);
            table.Add(
                string.Create(CultureInfo.InvariantCulture, $"{share:P0}"), Cells.Whole(point.Rate), Cells.Whole(Middle(r => r.Rate)),
                Cells.Fine(point.P50), Cells.Fine(point.P99), Cells.Fine(point.P999));
        }

        var finding = new Finding();
        finding.Add($"Latency over load; as fast as 64 connections ask it is {Cells.Whole(saturation)} requests/s", table, Curves.Draw(new Scale("requests/s"), new Scale("ms", IsLogarithmic: true),
        [
            ("p50", [.. points.Select(point => (point.Rate, point.P50))]),
            ("p99", [.. points.Select(point => (point.Rate, point.P99))]),
            ("p99.9", [.. points.Select(point => (point.Rate, point.P999))]),
        ]));
        var half = points[Array.IndexOf(Shares, 0.5)];
        finding.Expect(Aim.AtMost("p99 to p50 at half the saturation", half.P99 / half.P50, 3));
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
