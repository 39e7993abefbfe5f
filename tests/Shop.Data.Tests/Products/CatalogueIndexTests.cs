using System.Globalization;
using Shop.Data.Products;
using Shop.Data.Purchases;
using Shop.Data.Redis;
using static Shop.Data.Tests.ShopOnRedis;

namespace Shop.Data.Tests.Products;

/// <summary>The indexes hold what the products say, whoever changed them.</summary>
[Collection(SharedShop.Name)]
public sealed class CatalogueIndexTests(ShopOnRedis shop)
{
    [Fact]
    public async Task The_indexes_are_true_after_every_kind_of_change()
    {
        await ChangeInEveryWayAsync();

        var products = new List<Product>();
        foreach (var sku in await shop.PackedMembersAsync("products:sku"))
        {
            products.Add((await shop.Products.FindAsync(Guid.Parse(sku.Split('\n')[1]), new Consistency(), CancellationToken.None))!);
        }

        await AssertIndexAsync("products:sku", products.Select(product => $"{product.Entry.Sku}\n{product.Id}"));
        Assert.Equal($"{products.Count}", await shop.ProbeAsync("return redis.call('GET', 'products')", []));
        foreach (var status in (string[])["draft", "active", "archived"])
        {
            await AssertScopeAsync($"products:{status}", [.. products.Where(product => product.Entry.Status == status)]);
        }
    }

    [Fact]
    public void A_script_that_writes_a_product_lists_it_anew()
    {
        var writers = LuaScript.All.Where(script =>
            script.Source.Contains("2 product:{id}", StringComparison.Ordinal) && script.Source.Contains("'HSET', KEYS[2]", StringComparison.Ordinal));

        Assert.All(writers, script => Assert.Contains("enlist(KEYS[2])", script.Source, StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_indexes_know_of_sales_and_stock_changes_in_one_place() => Assert.All(LuaScript.All, script =>
    {
        Assert.InRange(Count(script, "'HINCRBY', product, 'soldCount'"), 0, 1);
        Assert.InRange(Count(script, "'HINCRBY', product, 'onHand'"), 0, 1);
        Assert.Equal(script.Source.Contains("'onHand', delta", StringComparison.Ordinal), script.Source.Contains("note_available(product, on_hand", StringComparison.Ordinal));
    });

    private static int Count(LuaScript script, string text) => script.Source.Split(text).Length - 1;

    private async Task ChangeInEveryWayAsync()
    {
        var user = await shop.UserAsync();
        var (sold, cancelled, expired, emptied) = (await shop.ProductAsync(3), await shop.ProductAsync(1), await shop.ProductAsync(1), await shop.ProductAsync(2));
        var draft = await shop.ProductAsync(1, status: "draft");
        var entry = draft.Entry with { Name = "Ünother", Status = "active", Price = new Money(7, "JPY") };
        await shop.Products.ReplaceAsync(draft.Id, entry with { Details = entry.Details with { Brand = "B b", Tags = ["t"] } }, "", Operation(), CancellationToken.None);
        await shop.Products.ArchiveAsync((await shop.ProductAsync(1)).Id, "", Operation(), CancellationToken.None);
        await shop.Products.AdjustStockAsync(emptied.Id, new StockAdjustment(-2, "count", null, "tester"), "", Operation(), CancellationToken.None);
        await PayAsync(await shop.PlacedAsync(Buying(user, (sold, 2))));
        var paid = await shop.PlacedAsync(Buying(user, (cancelled, 1)));
        await PayAsync(paid);
        await shop.Purchases.CancelAsync(paid.Id, null, "tester", null, "", Operation(), CancellationToken.None);
        await shop.EndHoldAsync(await shop.PlacedAsync(Buying(user, (expired, 1))));
        await shop.SweepAsync();
    }

    private async Task PayAsync(Purchase purchase)
    {
        var begun = Assert.IsType<BeginPaymentResult.Begun>(
            await shop.Purchases.BeginPaymentAsync(purchase.Id, null, "", Operation(), CancellationToken.None));
        await shop.Purchases.FinishPaymentAsync(
            purchase.Id, begun.Attempt, new PaymentOutcome("succeeded", null), "customer", placing: false, Operation(), CancellationToken.None);
    }

    private async Task AssertScopeAsync(string scope, IReadOnlyList<Product> products)
    {
        await AssertIndexAsync($"{scope}:createdAt", products.Select(product => $"{product.Id}"));
        await AssertIndexAsync($"{scope}:price", products.Select(product => $"{Padded(product.Entry.Price.Amount)}\n{product.Id}"));
        await AssertIndexAsync($"{scope}:soldCount", products.Select(product => $"{Padded(product.SoldCount)}\n{product.Id}"));
        await AssertIndexAsync($"{scope}:name", products.Select(product => $"{product.Entry.Name.ToLowerInvariant()}\n{product.Id}"));
        await AssertIndexAsync($"{scope}:terms", products.SelectMany(product => CatalogueTerms.Of(product.Entry)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Append(product.Stock.Available > 0 ? "s:in" : "s:out")
            .Select(term => $"{term}\n{product.Id}")));
    }

    private async Task AssertIndexAsync(string index, IEnumerable<string> expected) => Assert.Equal(
        expected.Order(StringComparer.Ordinal), (await shop.PackedMembersAsync(index)).Order(StringComparer.Ordinal));

    private static string Padded(long number) => number.ToString("D12", CultureInfo.InvariantCulture);
}
