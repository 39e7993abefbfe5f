using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Shop.Testing;

namespace Shop.Contract.Tests.Lists;

[Collection(OneShop.Name)]
public sealed class WalkTests(ShopWithPeople people)
{
    private const int Lasting = 10_000;
    private const int AtOnce = 16;

    private readonly SellingShop _shop = people.Shop;

    /// <summary>Through the whole catalogue, in every sort at once, while products come and go between the lasting ones.</summary>
    [Fact]
    public async Task A_walk_over_ten_thousand_products_sees_each_lasting_one_exactly_once_whatever_comes_and_goes()
    {
        var lasting = await MakeAsync();
        using var walked = new CancellationTokenSource();
        var churn = ChurnAsync(walked.Token);

        string[] sorts = ["createdAt", "-createdAt", "price", "-price", "name", "-name", "soldCount", "-soldCount"];
        var walks = await Task.WhenAll(sorts.Select(WalkAsync));

        await walked.CancelAsync();
        Assert.True(await churn >= 50, $"only {await churn} products came and went");
        Assert.All(walks.Zip(sorts), walk => AssertOnce(walk.Second, lasting, walk.First));
    }

    private static void AssertOnce(string sort, HashSet<string> lasting, List<string> walked)
    {
        var seen = walked.Where(lasting.Contains).ToList();
        Assert.True((seen.Count, seen.ToHashSet().Count) == (Lasting, Lasting),
            $"{sort}: {seen.Count} rows of {seen.ToHashSet().Count} lasting products, of {Lasting}");
    }

    private async Task<HashSet<string>> MakeAsync()
    {
        var ids = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Lasting), new ParallelOptions { MaxDegreeOfParallelism = AtOnce * 4 },
            async (n, _) => ids.Add(await CreateAsync(n)));
        await Parallel.ForEachAsync(ids.Where((_, n) => n % 50 == 0).Index(), async (sold, _) =>
            Assert.Equal(201, (await _shop.BuyAsync(people.Ann.Token, sold.Item, 1 + (sold.Index % 3))).Status));
        return [.. ids];
    }

    /// <returns>How many products came and went until the walks were done.</returns>
    private async Task<int> ChurnAsync(CancellationToken done)
    {
        var lanes = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            var count = 0;
            while (!done.IsCancellationRequested)
            {
                var id = await CreateAsync(count++ * 7 % Lasting);
                var archived = await _shop.SendAsync("DELETE", $"/v1/products/{id}", people.Admin);
                Assert.True(archived.Status == 204, archived.Text);
            }

            return count;
        }));
        return lanes.Sum();
    }

    /// <summary>Few names, prices and numbers of sold units for many products, so that pages begin and end amid equal keys.</summary>
    private async Task<string> CreateAsync(int n)
    {
        var product = Scene.Product(stock: 9).With("name", $"Walk {n % 300}")
            .With("price", new JsonObject { ["amount"] = n % 100, ["currency"] = "EUR" });
        var reply = await _shop.PostAsync("/v1/products", people.Admin, product);
        Assert.True(reply.Status == 201, reply.Text);
        return (string)reply.Json["id"]!;
    }

    private async Task<List<string>> WalkAsync(string sort)
    {
        var ids = new List<string>();
        for (var address = $"/v1/products?limit=100&sort={sort}"; address is not null;)
        {
            var page = await _shop.GetAsync(address);
            Assert.True(page.Status == 200, page.Text);
            ids.AddRange(page.Json["items"]!.AsArray().Select(item => (string)item!["id"]!));
            address = page.Headers.TryGetValue("Link", out var link) ? link[1..link.IndexOf('>', StringComparison.Ordinal)] : null;
        }

        return ids;
    }
}
