using Shop.Data.Products;
using Shop.Data.Redis;
using static Shop.Data.Tests.ShopOnRedis;

namespace Shop.Data.Tests.Products;

[Collection(SharedShop.Name)]
public sealed class WalkWhileChangingTests(ShopOnRedis shop)
{
    private const int Lasting = 2000;
    private readonly string _category = Unique("walk");

    [Fact]
    public async Task Every_sort_sees_each_lasting_product_once_while_others_come_go_and_change()
    {
        var lasting = await Task.WhenAll(Enumerable.Range(0, Lasting).Select(MakeAsync));
        var expected = lasting.Select(product => product.Id).ToHashSet();
        using var walked = new CancellationTokenSource();
        var churn = ChurnAsync(walked.Token);

        var walks = await Task.WhenAll(
            from sort in (string[])[PageQuery.CreatedAt, ProductSort.Price, ProductSort.Name, ProductSort.SoldCount]
            from down in (bool[])[true, false]
            from filter in (ProductFilter[])[new() { Status = "active" }, new() { Category = _category }]
            select WalkAsync(filter, sort, down));

        await walked.CancelAsync();
        Assert.True(await churn > 0);
        Assert.All(walks, walk => Assert.Equal(Lasting, walk.Count(expected.Contains)));
        Assert.All(walks, walk => Assert.Equal(expected, walk.Where(expected.Contains).ToHashSet()));
    }

    // Until the walks are done: products come, change their price and name, and are archived, between the lasting ones in every sort.
    private async Task<int> ChurnAsync(CancellationToken done)
    {
        var rounds = 0;
        while (!done.IsCancellationRequested || rounds == 0)
        {
            var product = await MakeAsync(rounds++ % Lasting);
            var changed = product.Entry with { Name = $"other {rounds}", Price = new Money(rounds % 1000, "EUR") };
            await shop.Products.ReplaceAsync(product.Id, changed, "", Operation(), CancellationToken.None);
            await shop.Products.ArchiveAsync(product.Id, "", Operation(), CancellationToken.None);
        }

        return rounds;
    }

    private Task<Product> MakeAsync(int n)
    {
        var entry = Entry(price: n % 100);
        return shop.ProductAsync(entry with { Name = $"Name {n % 300}", Details = entry.Details with { Categories = [_category] } });
    }

    private async Task<List<Guid>> WalkAsync(ProductFilter filter, string sort, bool descending)
    {
        var rows = await ShopOnRedis.WalkAsync(after => shop.Products.ListAsync(
            filter, new PageQuery(50, after, descending, IncludeTotal: false, sort), new Consistency(), CancellationToken.None));
        return [.. rows.Select(product => product.Id)];
    }
}
