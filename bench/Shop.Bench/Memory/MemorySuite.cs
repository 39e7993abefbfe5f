using System.Globalization;
using Shop.Bench.Findings;
using Shop.Bench.Load;
using Shop.Bench.Mixed;
using Shop.Bench.Sites;
using Shop.Local;
using Shop.Local.Stack;
using Shop.Local.Wire;

namespace Shop.Bench.Memory;

/// <summary>
/// What is resident in the API's processes under the mixed load, part by part of it; what a request allocates; what a product, a user and a
/// purchase cost the master. An hour is not waited for: a leak that an hour shows, a slope over some 100 000 requests shows.
/// </summary>
internal static class MemorySuite
{
    private const int Products = 5000;
    private const int Users = 100;
    private const int Parts = 8;
    private const double Rate = 1500;
    private static readonly TimeSpan Part = TimeSpan.FromSeconds(10);

    /// <param name="rounds">Says nothing here: the parts of the load are what is compared.</param>
    public static async Task<Finding> RunAsync(int rounds)
    {
        await using var shop = await BenchShop.OpenAsync(products: 1, customers: 1);
        var finding = new Finding();
        finding.Add("In Redis, on the master, with all indexes", await StoredAsync(shop, finding));
        await LoadAsync(shop, finding);
        return finding;
    }

    private static async Task<Table> StoredAsync(BenchShop shop, Finding finding)
    {
        var table = new Table("what", "bytes each", "how many");
        var before = await UsedAsync(shop);
        await shop.AddProductsAsync(Products);
        var product = (await UsedAsync(shop) - before) / (double)Products;
        table.Add("product of some 500 bytes of JSON, with its first movement", Cells.Whole(product), Cells.Whole(Products));

        before = await UsedAsync(shop);
        await shop.AddCustomersAsync(Users);
        table.Add("user with one open session", Cells.Whole((await UsedAsync(shop) - before) / (double)Users), Cells.Whole(Users));

        var purchases = shop.Purchases(5000, customer => customer.Token);
        before = await UsedAsync(shop);
        (await Clients.SendAllAsync(shop.Site.Entrance, purchases)).Only(201);
        table.Add("purchase with its movement and hold", Cells.Whole((await UsedAsync(shop) - before) / (double)purchases.Count), Cells.Whole(purchases.Count));
        finding.Expect(Aim.AtMost("a product in Redis with its indexes", product / 1024, 2, " KB"));
        return table;
    }

    private static async Task LoadAsync(BenchShop shop, Finding finding)
    {
        var requests = MixedSuite.Mix(shop);
        var apis = shop.Site.Replicas;
        var points = new List<(double X, double[] Y)>();
        var table = new Table(["requests so far", .. apis.Select(api => $"{api.Name}, MB resident")]);
        var allocated = await AllocatedAsync(apis);
        for (var part = 1; part <= Parts; part++)
        {
            (await Clients.SendAtAsync(shop.Site.Entrance, requests, Rate, Part)).Only(200, 201);
            var resident = apis.Select(api => ResidentMegabytes(shop.Stack.Layout, api)).ToArray();
            points.Add((part * Rate * Part.TotalSeconds, resident));
            table.Add([Cells.Whole(points[^1].X), .. resident.Select(megabytes => Cells.Whole(megabytes))]);
        }

        var each = (await AllocatedAsync(apis) - allocated) / (Parts * Rate * Part.TotalSeconds);
        finding.Add("The API under the mixed load", table, Curves.Draw("requests", "MB",
            [.. apis.Select((api, i) => (api.Name, (IReadOnlyList<(double, double)>)[.. points.Select(point => (point.X, point.Y[i]))]))]));
        finding.Add("Allocated", Allocation(each));
        finding.Expect(Aim.AtMost("resident in an API process at the end", points[^1].Y.Max(), 200, " MB"));
        finding.Expect(Aim.AtMost("the last half's growth of it", points[^1].Y.Max() - points[(Parts / 2) - 1].Y.Max(), 10, " MB"));
    }

    private static Table Allocation(double each)
    {
        var table = new Table("what", "KB");
        table.Add("allocated for a request of the mix, probes and sweeps included", Cells.Fine(each / 1024));
        return table;
    }

    private static async Task<long> UsedAsync(BenchShop shop)
    {
        using var redis = await RedisConnection.OpenAsync(
            await shop.Stack.MasterAsync(), "operator", shop.Stack.Settings.OperatorPassword, authority: null, TimeSpan.FromSeconds(10));
        var info = (string)(await redis.AskAsync("INFO", "memory"))!;
        var dataset = info.Split("\r\n").First(line => line.StartsWith("used_memory_dataset:", StringComparison.Ordinal));
        return long.Parse(dataset.AsSpan(dataset.IndexOf(':', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);
    }

    private static double ResidentMegabytes(StackLayout layout, Node api)
    {
        var pid = File.ReadAllText(layout.RecordOf(api.Name)).Split(' ')[0];
        var line = File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    private static async Task<double> AllocatedAsync(IReadOnlyList<Node> apis)
    {
        using var client = new HttpClient();
        var sum = 0d;
        foreach (var api in apis)
        {
            var page = await client.GetStringAsync(new Uri($"http://{api.SideAddress}/metrics"));
            var line = page.Split('\n').FirstOrDefault(line => line.StartsWith("dotnet_gc_heap_total_allocated_bytes_total", StringComparison.Ordinal))
                ?? throw new Refusal($"{api.Name} has no figure of what it allocated on /metrics.");
            sum += double.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture);
        }

        return sum;
    }
}
