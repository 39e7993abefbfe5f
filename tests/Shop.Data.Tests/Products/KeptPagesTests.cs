using Shop.Data.Products;
using Shop.Data.Redis;
using StackExchange.Redis;
using static Shop.Data.Tests.ShopOnRedis;

namespace Shop.Data.Tests.Products;

/// <summary>Pages whose products are kept: what did not change is not sent again, and what did is never shown as it was.</summary>
[Collection(SharedShop.Name)]
public sealed class KeptPagesTests(ShopOnRedis shop)
{
    private readonly string _category = Unique("c");

    [Fact]
    public async Task A_page_has_the_same_objects_again_until_one_changes_and_then_that_one_anew()
    {
        var made = new[] { await AddAsync(), await AddAsync(), await AddAsync() };

        var (first, second) = (await ListAsync(), await ListAsync());
        await shop.PlacedAsync(Buying(await shop.UserAsync(), (made[1], 2)));
        var third = await ListAsync();

        Assert.Equal(made.Select(product => product.Id), first.Select(product => product.Id));
        Assert.All(first.Zip(second), pair => Assert.Same(pair.First, pair.Second));
        Assert.Same(first[0], third[0]);
        Assert.Equal(first[1].Stock.Available - 2, third[1].Stock.Available);
        Assert.Same(first[2], third[2]);
    }

    [Fact]
    public async Task A_page_that_is_kept_shows_what_came_in_and_not_what_went()
    {
        var (gone, stays) = (await AddAsync(), await AddAsync());
        var before = await ListAsync();

        await shop.Products.ArchiveAsync(gone.Id, "", Operation(), CancellationToken.None);
        var added = await AddAsync();
        var after = await ListAsync();

        Assert.Equal([stays.Id, added.Id], after.Select(product => product.Id));
        Assert.Same(before[1], after[0]);
    }

    [Fact]
    public async Task A_product_is_one_object_by_itself_on_a_page_and_asked_for_by_its_id()
    {
        var product = await AddAsync();

        var alone = await shop.Products.FindAsync(product.Id, new Consistency(), CancellationToken.None);
        var picked = await shop.Products.PickAsync([product.Id], new ProductFilter(), new Consistency(), CancellationToken.None);
        var listed = await ListAsync();

        Assert.Same(alone, Assert.Single(picked));
        Assert.Same(alone, Assert.Single(listed));
    }

    [Fact]
    public async Task What_was_kept_in_another_lineage_is_sent_whole()
    {
        var key = Keys.Product((await AddAsync()).Id);
        var (whole, lineage) = await AskAsync(key, "", "");
        var kept = $"\n{key} {whole[^2]}\n";

        Assert.Equal([key], (await AskAsync(key, lineage, kept)).Row);
        Assert.Equal(whole, (await AskAsync(key, "of another shop", kept)).Row);
        Assert.Equal(whole, (await AskAsync(key, lineage, $"\n{key} {whole[^2]}1\n")).Row);
    }

    private async Task<(string[] Row, string Lineage)> AskAsync(string key, string lineage, string kept)
    {
        RedisValue[] arguments = [1, "0", "", lineage, kept, PageQuery.CreatedAt, "", "", "", ""];
        var answer = (RedisResult[])(await shop.Reads.RunAsync(
            LuaScript.Load("FindProducts"), [key], arguments, new Consistency(), CancellationToken.None))!;
        return ((string[])Assert.Single((RedisResult[])answer[2]!)!, (string)answer[3]!);
    }

    private Task<Product> AddAsync()
    {
        var entry = Entry();
        return shop.ProductAsync(entry with { Details = entry.Details with { Categories = [_category] } }, stock: 10);
    }

    private async Task<IReadOnlyList<Product>> ListAsync() => (await shop.Products.ListAsync(
        new ProductFilter { Category = _category, Status = ProductStatus.Active },
        new PageQuery(20, After: null, Descending: false, IncludeTotal: false),
        new Consistency(),
        CancellationToken.None)).Items;
}
