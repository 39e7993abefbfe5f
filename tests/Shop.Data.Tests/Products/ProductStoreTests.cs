using Shop.Data.Products;
using Shop.Data.Redis;
using static Shop.Data.Tests.ShopOnRedis;

namespace Shop.Data.Tests.Products;

[Collection(SharedShop.Name)]
public sealed class ProductStoreTests(ShopOnRedis shop)
{
    [Fact]
    public async Task A_new_product_is_read_as_written_with_its_first_movement()
    {
        var product = await shop.ProductAsync(stock: 7);

        var found = (await shop.Products.FindAsync(product.Id, new Consistency(), CancellationToken.None))!;
        Assert.Equal(product.Entry.Price, found.Entry.Price);
        Assert.Equal(["toys"], found.Entry.Details.Categories);
        Assert.Null(found.Entry.Details.Brand);
        Assert.Equal(product.Id, (await shop.Products.FindBySkuAsync(product.Entry.Sku, new Consistency(), CancellationToken.None))!.Id);
        Assert.Equal(("initial", 7L), Assert.Single((await shop.MovementsAsync(product)).Select(movement => (movement.Kind, movement.Delta))));
    }

    [Fact]
    public async Task A_product_is_the_same_object_until_it_changes_and_another_one_after_each_change()
    {
        var product = await shop.ProductAsync(stock: 7);

        var (first, second) = (await FindAsync(product), await FindAsync(product));
        await ReplaceAsync(product, product.Entry with { Name = "another name" });
        var renamed = await FindAsync(product);
        await shop.PlacedAsync(Buying(await shop.UserAsync(), (product, 1)));
        var bought = await FindAsync(product);

        Assert.Same(first, second);
        Assert.Equal(("another name", 7L), (renamed.Entry.Name, renamed.Stock.Available));
        Assert.Equal(("another name", 6L), (bought.Entry.Name, bought.Stock.Available));
    }

    [Fact]
    public async Task One_sku_is_taken_once()
    {
        var entry = Entry();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            shop.Products.CreateAsync(entry, 0, "tester", Operation(), CancellationToken.None)));

        Assert.Single(results.OfType<CreateProductResult.Created>());
        Assert.Equal(19, results.OfType<CreateProductResult.SkuTaken>().Count());
    }

    [Fact]
    public async Task Replacing_the_entry_keeps_the_stock_and_moves_the_sku()
    {
        var product = await shop.ProductAsync(stock: 3);
        var entry = Entry(price: 5);

        var replaced = Assert.IsType<ReplaceProductResult.Replaced>(await ReplaceAsync(product, entry)).Product;
        var again = Assert.IsType<ReplaceProductResult.Replaced>(await ReplaceAsync(product, entry)).Product;

        Assert.Equal((2, 3L, 5L), (replaced.Version, replaced.Stock.OnHand, replaced.Entry.Price.Amount));
        Assert.Equal(replaced.Version, again.Version);
        Assert.Null(await shop.Products.FindBySkuAsync(product.Entry.Sku, new Consistency(), CancellationToken.None));
        Assert.IsType<ReplaceProductResult.SkuTaken>(
            await ReplaceAsync(product, entry with { Sku = (await shop.ProductAsync(stock: 0)).Entry.Sku }));
    }

    [Fact]
    public async Task Of_fifty_replacements_with_one_version_one_succeeds()
    {
        var product = await shop.ProductAsync(stock: 0);

        var results = await Task.WhenAll(Enumerable.Range(1, 50).Select(n => ReplaceAsync(product, product.Entry with { Name = $"name {n}" }, "1")));

        Assert.Single(results.OfType<ReplaceProductResult.Replaced>());
        Assert.Equal(49, results.OfType<ReplaceProductResult.PreconditionFailed>().Count());
    }

    [Fact]
    public async Task If_match_takes_the_version_with_the_stock_version_too()
    {
        var product = await shop.ProductAsync(stock: 1);

        Assert.IsType<ReplaceProductResult.Replaced>(await ReplaceAsync(product, product.Entry with { Name = "other" }, "1.1"));
        Assert.IsType<ReplaceProductResult.PreconditionFailed>(await ReplaceAsync(product, product.Entry, "1.1"));
    }

    [Fact]
    public async Task Archiving_takes_the_product_out_of_the_list_once()
    {
        var product = await shop.ProductAsync(stock: 1);

        var first = await ArchiveAsync(product);
        var second = await ArchiveAsync(product);

        Assert.IsType<ArchiveProductResult.Archived>(first);
        Assert.IsType<ArchiveProductResult.Archived>(second);
        Assert.Equal(2, (await shop.Products.FindAsync(product.Id, new Consistency(), CancellationToken.None))!.Version);
        Assert.DoesNotContain(product.Id, await WalkAsync(onlyActive: true));
        Assert.Contains(product.Id, await WalkAsync(onlyActive: false));
    }

    [Fact]
    public async Task A_walk_sees_every_product_once_newest_first()
    {
        var made = new List<Guid>();
        for (var i = 0; i < 25; i++)
        {
            made.Add((await shop.ProductAsync(stock: 0)).Id);
        }

        var walked = await WalkAsync(onlyActive: true);

        Assert.Equal(walked.Count, walked.Distinct().Count());
        Assert.Equal(made.OrderDescending(), walked.Where(made.Contains));
    }

    [Fact]
    public async Task Stock_is_adjusted_by_parallel_calls_and_never_below_what_is_free()
    {
        var product = await shop.ProductAsync(stock: 10);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AdjustAsync(product, -1)));

        Assert.Equal(10, results.OfType<AdjustStockResult.Adjusted>().Count());
        Assert.Equal(10, results.OfType<AdjustStockResult.InsufficientStock>().Count());
        Assert.Equal(0, (await shop.StockAsync(product)).OnHand);
        await shop.AssertInvariantsAsync(product);
    }

    [Fact]
    public async Task What_is_reserved_cannot_be_taken_off_the_shelf()
    {
        var (product, user) = (await shop.ProductAsync(stock: 5), await shop.UserAsync());
        await shop.PlacedAsync(Buying(user, (product, 3)));

        var refused = Assert.IsType<AdjustStockResult.InsufficientStock>(await AdjustAsync(product, -3));

        Assert.Equal(new Stock(5, 3), refused.Stock);
        Assert.IsType<AdjustStockResult.Adjusted>(await AdjustAsync(product, -2));
    }

    [Fact]
    public async Task A_repeated_adjustment_answers_with_the_same_movement()
    {
        var (product, operation) = (await shop.ProductAsync(stock: 1), Operation());

        var first = Assert.IsType<AdjustStockResult.Adjusted>(await AdjustAsync(product, 5, operation));
        var resent = Assert.IsType<AdjustStockResult.Adjusted>(await AdjustAsync(product, 5, operation));

        Assert.Equal(first.Movement, resent.Movement);
        Assert.Equal(6, (await shop.StockAsync(product)).OnHand);
    }

    [Fact]
    public async Task Stock_has_an_upper_limit()
    {
        var product = await shop.ProductAsync(stock: 0);

        Assert.IsType<AdjustStockResult.Adjusted>(await AdjustAsync(product, 1_000_000_000));
        Assert.IsType<AdjustStockResult.StockLimit>(await AdjustAsync(product, 1));
    }

    [Fact]
    public async Task An_unknown_product_is_not_found()
    {
        var nothing = (await shop.ProductAsync(stock: 0)) with { Id = Guid.CreateVersion7() };

        Assert.Null(await shop.Products.FindAsync(nothing.Id, new Consistency(), CancellationToken.None));
        Assert.IsType<ReplaceProductResult.NotFound>(await ReplaceAsync(nothing, Entry()));
        Assert.IsType<ArchiveProductResult.NotFound>(await ArchiveAsync(nothing));
        Assert.IsType<AdjustStockResult.NotFound>(await AdjustAsync(nothing, 1));
    }

    [Fact]
    public async Task A_reused_key_is_refused_by_each_call()
    {
        var product = await shop.ProductAsync(stock: 0);
        var operation = Operation("key-" + Unique("k"));
        await AdjustAsync(product, 1, operation);
        var other = operation with { Fingerprint = "another" };

        Assert.IsType<AdjustStockResult.KeyReused>(await AdjustAsync(product, 1, other));
        Assert.IsType<CreateProductResult.KeyReused>(await shop.Products.CreateAsync(Entry(), 0, "tester", other, CancellationToken.None));
        Assert.IsType<ReplaceProductResult.KeyReused>(
            await shop.Products.ReplaceAsync(product.Id, Entry(), "", other, CancellationToken.None));
        Assert.IsType<ArchiveProductResult.KeyReused>(await shop.Products.ArchiveAsync(product.Id, "", other, CancellationToken.None));
    }

    private Task<ReplaceProductResult> ReplaceAsync(Product product, CatalogueEntry entry, string ifMatch = "") =>
        shop.Products.ReplaceAsync(product.Id, entry, ifMatch, Operation(), CancellationToken.None);

    private async Task<Product> FindAsync(Product product) =>
        (await shop.Products.FindAsync(product.Id, new Consistency(), CancellationToken.None))!;

    private Task<ArchiveProductResult> ArchiveAsync(Product product) =>
        shop.Products.ArchiveAsync(product.Id, "", Operation(), CancellationToken.None);

    private Task<AdjustStockResult> AdjustAsync(Product product, long delta, Operation? operation = null) => shop.Products.AdjustStockAsync(
        product.Id, new StockAdjustment(delta, "count", "counted", "tester"), "", operation ?? Operation(), CancellationToken.None);

    private async Task<List<Guid>> WalkAsync(bool onlyActive)
    {
        var filter = new ProductFilter { Status = onlyActive ? ProductStatus.Active : null };
        var walked = new List<Guid>();
        string? after = null;
        do
        {
            var page = await shop.Products.ListAsync(filter, new PageQuery(10, after, Descending: true, IncludeTotal: true), new Consistency(), CancellationToken.None);
            Assert.InRange(page.Items.Count, 0, 10);
            walked.AddRange(page.Items.Select(product => product.Id));
            after = page.Next;
        }
        while (after is not null);
        return walked;
    }
}
