using Shop.Data.Products;
using Shop.Data.Purchases;
using Shop.Data.Redis;
using static Shop.Data.Tests.ShopOnRedis;

namespace Shop.Data.Tests.Products;

[Collection(SharedShop.Name)]
public sealed class StockTests(ShopOnRedis shop)
{
    [Fact]
    public async Task A_count_sets_what_is_on_hand_by_one_movement()
    {
        var product = await shop.ProductAsync(stock: 7);

        var level = Assert.IsType<SetStockResult.Counted>(await SetAsync(product, 3)).Level;

        Assert.Equal((product.Id, new Stock(3, 0), 2L), (level.ProductId, level.Stock, level.StockVersion));
        var movement = (await shop.MovementsAsync(product))[^1];
        Assert.Equal(
            ("set", -4L, 3L, "count", "tester"),
            (movement.Kind, movement.Delta, movement.OnHandAfter, movement.Reason, movement.Actor));
        await shop.AssertInvariantsAsync(product);
    }

    [Fact]
    public async Task The_number_that_is_there_moves_nothing()
    {
        var product = await shop.ProductAsync(stock: 7);

        var level = Assert.IsType<SetStockResult.Counted>(await SetAsync(product, 7)).Level;

        Assert.Equal(1, level.StockVersion);
        Assert.Single(await shop.MovementsAsync(product));
    }

    [Fact]
    public async Task What_is_reserved_stays_and_an_expired_hold_does_not_count()
    {
        var (product, user) = (await shop.ProductAsync(stock: 5), await shop.UserAsync());
        var purchase = await shop.PlacedAsync(Buying(user, (product, 3)));

        var refused = Assert.IsType<SetStockResult.StockBelowReserved>(await SetAsync(product, 2));
        Assert.Equal(new Stock(3, 3), Assert.IsType<SetStockResult.Counted>(await SetAsync(product, 3)).Level.Stock);
        await shop.EndHoldAsync(purchase);
        Assert.Equal(new Stock(0, 0), Assert.IsType<SetStockResult.Counted>(await SetAsync(product, 0)).Level.Stock);

        Assert.Equal(new Stock(5, 3), refused.Stock);
        await shop.AssertInvariantsAsync(product);
    }

    [Fact]
    public async Task Counting_while_others_buy_never_takes_what_they_hold()
    {
        var (product, user) = (await shop.ProductAsync(stock: 20), await shop.UserAsync());

        var calls = Enumerable.Range(0, 30)
            .Select(n => (Buy: shop.PlaceAsync(Buying(user, (product, 1))), Count: SetAsync(product, n))).ToList();
        var bought = await Task.WhenAll(calls.Select(call => call.Buy));
        var counted = await Task.WhenAll(calls.Select(call => call.Count));

        Assert.Contains(counted, result => result is SetStockResult.Counted);
        Assert.Equal(bought.OfType<PlacePurchaseResult.Placed>().Count(), (await shop.StockAsync(product)).Reserved);
        await shop.AssertInvariantsAsync(product);
    }

    [Fact]
    public async Task A_count_that_is_sent_again_answers_the_same()
    {
        var (product, operation) = (await shop.ProductAsync(stock: 1), Operation("key-" + Unique("k")));

        var first = Assert.IsType<SetStockResult.Counted>(await SetAsync(product, 9, operation: operation));
        await SetAsync(product, 4);
        var replay = Assert.IsType<SetStockResult.Counted>(await SetAsync(product, 9, operation: operation with { Id = "later" }));

        Assert.Equal((first.Level, true), (replay.Level, replay.Written.Replayed));
        Assert.Equal(4, (await shop.StockAsync(product)).OnHand);
        Assert.IsType<SetStockResult.KeyReused>(await SetAsync(product, 9, operation: operation with { Fingerprint = "another" }));
    }

    [Fact]
    public async Task A_count_knows_the_version_and_the_product()
    {
        var product = await shop.ProductAsync(stock: 1);

        Assert.IsType<SetStockResult.PreconditionFailed>(await SetAsync(product, 2, "2"));
        Assert.IsType<SetStockResult.Counted>(await SetAsync(product, 2, "1.1"));
        Assert.IsType<SetStockResult.PreconditionFailed>(await SetAsync(product, 3, "1.1"));
        Assert.IsType<SetStockResult.NotFound>(await SetAsync(product with { Id = Guid.CreateVersion7() }, 2));
    }

    [Fact]
    public async Task Movements_are_walked_newest_first_each_once_while_new_ones_come()
    {
        var product = await shop.ProductAsync(stock: 1);
        for (var n = 2; n <= 7; n++)
        {
            await SetAsync(product, n);
        }

        var walked = new List<long>();
        long? below = null;
        do
        {
            var page = (await shop.Products.ListMovementsAsync(product.Id, 3, below, includeTotal: true, new Consistency(), CancellationToken.None))!;
            walked.AddRange(page.Items.Select(movement => movement.Sequence));
            await SetAsync(product, 100 + walked.Count);
            Assert.True(page.Total >= 7);
            below = page.Next;
        }
        while (below is not null);

        Assert.Equal([7, 6, 5, 4, 3, 2, 1], walked);
        Assert.Null(await shop.Products.ListMovementsAsync(Guid.CreateVersion7(), 3, null, includeTotal: false, new Consistency(), CancellationToken.None));
    }

    [Fact]
    public async Task Restoring_makes_an_archived_product_active_and_leaves_a_draft_a_draft()
    {
        var (product, draft) = (await shop.ProductAsync(stock: 1), await shop.ProductAsync(stock: 1, status: "draft"));
        await shop.Products.ArchiveAsync(product.Id, "", Operation(), CancellationToken.None);

        var restored = Assert.IsType<RestoreProductResult.Restored>(await RestoreAsync(product, "2")).Product;
        var again = Assert.IsType<RestoreProductResult.Restored>(await RestoreAsync(product)).Product;
        var untouched = Assert.IsType<RestoreProductResult.Restored>(await RestoreAsync(draft)).Product;

        Assert.Equal((ProductStatus.Active, 3L), (restored.Entry.Status, restored.Version));
        Assert.Equal(3, again.Version);
        Assert.Equal((ProductStatus.Draft, 1L), (untouched.Entry.Status, untouched.Version));
        foreach (var sort in new[] { PageQuery.CreatedAt, ProductSort.Price, ProductSort.Name, ProductSort.SoldCount })
        {
            var active = new ProductFilter { Status = ProductStatus.Active };
            var list = await ShopOnRedis.WalkAsync(after => shop.Products.ListAsync(
                active, new PageQuery(100, after, Descending: true, IncludeTotal: false, sort), new Consistency(), CancellationToken.None));
            Assert.Contains(product.Id, list.Select(item => item.Id));
        }
    }

    [Fact]
    public async Task Restoring_knows_the_version_the_product_and_the_key()
    {
        var (product, operation) = (await shop.ProductAsync(stock: 1), Operation("key-" + Unique("k")));

        Assert.IsType<RestoreProductResult.PreconditionFailed>(await RestoreAsync(product, "9"));
        Assert.IsType<RestoreProductResult.NotFound>(await RestoreAsync(product with { Id = Guid.CreateVersion7() }));
        Assert.IsType<RestoreProductResult.Restored>(await RestoreAsync(product, operation: operation));
        Assert.IsType<RestoreProductResult.KeyReused>(await RestoreAsync(product, operation: operation with { Fingerprint = "another" }));
    }

    private Task<SetStockResult> SetAsync(Product product, long onHand, string ifMatch = "", Operation? operation = null) =>
        shop.Products.SetStockAsync(
            product.Id, new StockCount(onHand, "count", "tester"), ifMatch, operation ?? Operation(), CancellationToken.None);

    private Task<RestoreProductResult> RestoreAsync(Product product, string ifMatch = "", Operation? operation = null) =>
        shop.Products.RestoreAsync(product.Id, ifMatch, operation ?? Operation(), CancellationToken.None);
}
