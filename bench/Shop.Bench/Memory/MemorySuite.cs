using System.Globalization;
using Shop.Bench.Findings;
using Shop.Bench.Load;
using Shop.Bench.Mixed;
using Shop.Bench.Sites;
using Shop.Local;
using Shop.Local.Stack;

namespace Shop.Bench.Memory;

/// <summary>
/// What is resident in the API's processes under the mixed load, part by part of it; what a request allocates; what things cost in Redis. An
/// hour is not waited for: a leak that an hour shows, a slope over some 100 000 requests shows.
/// </summary>
internal static class MemorySuite
{
    private const int Parts = 8;
    private const double Rate = 1500;
    private const double Limit = 200;
    private static readonly TimeSpan Part = TimeSpan.FromSeconds(10);

    /// <param name="rounds">Says nothing here: the parts of the load are what is compared.</param>
    public static async Task<Finding> RunAsync(int rounds)
    {
        await using var shop = await BenchShop.OpenAsync(products: 1, customers: 1);
        var finding = new Finding();
        await StoredThings.WeighAsync(shop, finding);
        await LoadAsync(shop, finding);
        return finding;
    }

    private static async Task LoadAsync(BenchShop shop, Finding finding)
    {
        var requests = MixedSuite.Mix(shop);
        var apis = shop.Site.Replicas;
        var points = new List<(double X, double[] Y)>();
        var table = new Table(["requests so far", .. apis.Select(api => $"{api.Name}, MB resident")]);
        void Look(double sent)
        {
            var resident = apis.Select(api => ResidentMegabytes(shop.Stack.Layout, api)).ToArray();
            points.Add((sent, resident));
            table.Add([Cells.Whole(sent), .. resident.Select(megabytes => Cells.Whole(megabytes))]);
        }

        Look(0);
        var allocated = await AllocatedAsync(apis);
        for (var part = 1; part <= Parts; part++)
        {
            (await Clients.SendAtAsync(shop.Site.Entrance, requests, Rate, Part)).Only(200, 201);
            Look(part * Rate * Part.TotalSeconds);
        }

        var each = (await AllocatedAsync(apis) - allocated) / (Parts * Rate * Part.TotalSeconds);
        finding.Add("The API under the mixed load", table, Curves.Draw(new Scale("requests"), new Scale("MB"),
            [.. apis.Select((api, i) => (api.Name, (IReadOnlyList<(double, double)>)[.. points.Select(point => (point.X, point.Y[i]))]))],
            limit: Limit));
        finding.Add("Allocated", Allocation(each));
        finding.Expect(Aim.AtMost("resident in an API process at the end", points[^1].Y.Max(), Limit, " MB"));
        finding.Expect(Aim.AtMost("the last half's growth of it", points[^1].Y.Max() - points[Parts / 2].Y.Max(), 10, " MB"));
    }

    private static Table Allocation(double each)
    {
        var table = new Table("what", "KB");
        table.Add("allocated for a request of the mix, probes and sweeps included", Cells.Fine(each / 1024));
        return table;
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
