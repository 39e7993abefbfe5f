using Shop.Bench.Findings;
using Shop.Bench.Load;
using Shop.Bench.Sites;
using Shop.Local.Drill;

namespace Shop.Bench.Flash;

/// <summary>A flash sale: 20 customers send 10 000 purchases of a product of which there are 100 units.</summary>
internal static class FlashSuite
{
    private const int Calls = 10_000;
    private const int Units = 100;
    private const int Customers = 20;

    public static async Task<Finding> RunAsync(int rounds)
    {
        await using var shop = await BenchShop.OpenAsync(products: 1, customers: Customers);
        var figures = await Contest.PlayAsync(
            rounds,
            new Contestant("reading it", () => ReadAsync(shop)),
            new Contestant("buying it", () => BuyAsync(shop)));
        var table = new Table("10 000 calls", "ms to the last answer", "× reading it", "sold");
        table.Add("reading it", Cells.Whole(figures[0].Median), "1.00", "");
        table.Add("buying it", Cells.Whole(figures[1].Median), Cells.Fine(figures[1].RatioTo(figures[0])), $"{Units} of {Units} in each round");
        var finding = new Finding();
        finding.Add("A flash sale", table, Bars.Draw("ms", figures, figures[1]));
        return finding;
    }

    private static async Task<double> ReadAsync(BenchShop shop)
    {
        var reading = new Request(HttpMethod.Get, $"/v1/products/{shop.Products[0]}");
        var result = await Clients.SendAllAsync(shop.Site.Entrance, [.. Enumerable.Repeat(reading, Calls)]);
        return result.Only(200).Time.TotalMilliseconds;
    }

    private static async Task<double> BuyAsync(BenchShop shop)
    {
        var product = await AddProductAsync(shop);
        var purchases = Enumerable.Range(0, Calls).Select(i => new Request(
            HttpMethod.Post,
            "/v1/purchases",
            shop.Customers[i % shop.Customers.Count].Token,
            new { Items = new[] { new { ProductId = product, Quantity = 1 } } }));
        var result = (await Clients.SendAllAsync(shop.Site.Entrance, [.. purchases])).Only(201, 409);
        var left = (await shop.Stack.Front.DemandAsync(new Call(HttpMethod.Get, $"/v1/products/{product}") { IsStrong = true }))
            .Body.GetProperty("stock").GetProperty("available").GetInt64();
        return result.Count(201) == Units && left == 0
            ? result.Time.TotalMilliseconds
            : throw new SpoiltRoundException($"{result.Count(201)} calls of {Units} units were answered 201, and {left} are left.");
    }

    private static async Task<string> AddProductAsync(BenchShop shop)
    {
        var body = new
        {
            Sku = $"FLASH-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}",
            Name = "A pot at half its price",
            Price = new { Amount = 100, Currency = "EUR" },
            InitialStock = Units,
        };
        var admin = await shop.Stack.AdminAsync();
        return (await shop.Stack.Front.DemandAsync(new Call(HttpMethod.Post, "/v1/products", admin) { Body = body })).Id;
    }
}
