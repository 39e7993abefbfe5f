using Shop.Data.Purchases;
using Shop.Data.Redis;
using Shop.Data.Users;
using static Shop.Data.Tests.ShopOnRedis;

namespace Shop.Data.Tests.Purchases;

[Collection(SharedShop.Name)]
public sealed class ListPurchasesTests(ShopOnRedis shop)
{
    [Fact]
    public async Task A_status_is_the_one_that_a_read_shows_whether_the_hold_was_released_or_not()
    {
        var (product, user) = (await shop.ProductAsync(stock: 10), await shop.UserAsync());
        var pending = await PlacedAsync(user, product);
        var overdue = await PlacedAsync(user, product);
        var released = await PlacedAsync(user, product);
        var cancelled = await PlacedAsync(user, product);
        await shop.EndHoldAsync(released);
        await shop.SweepAsync();
        await shop.EndHoldAsync(overdue);
        await shop.Purchases.CancelAsync(cancelled.Id, null, "tester", null, "", Operation(), CancellationToken.None);
        var filter = new PurchaseFilter { UserId = user.Id };

        Assert.Equal([pending.Id], await WalkAsync(filter with { Status = "pending" }));
        Assert.Equal(Oldest(overdue, released), await WalkAsync(filter with { Status = "expired" }));
        Assert.Equal([cancelled.Id], await WalkAsync(filter with { Status = "cancelled" }));
        Assert.Empty(await WalkAsync(filter with { Status = "paid" }));
        Assert.Equal([pending.Id], await WalkAsync(new PurchaseFilter { Status = "pending", ProductId = product.Id }));
        Assert.Equal(2, await CountAsync(filter with { Status = "expired" }));
        Assert.Equal(1, await CountAsync(filter with { Status = "pending" }));
        Assert.Equal(4, await CountAsync(filter));
    }

    [Fact]
    public async Task A_product_finds_the_purchases_that_hold_it()
    {
        var (wanted, other) = (await shop.ProductAsync(stock: 10), await shop.ProductAsync(stock: 10));
        var (user, someone) = (await shop.UserAsync(), await shop.UserAsync());
        var both = await shop.PlacedAsync(Buying(user, (wanted, 1), (other, 1)));
        await PlacedAsync(user, other);
        var theirs = await PlacedAsync(someone, wanted);

        Assert.Equal(Oldest(both, theirs), await WalkAsync(new PurchaseFilter { ProductId = wanted.Id }));
        Assert.Equal([both.Id], await WalkAsync(new PurchaseFilter { ProductId = wanted.Id, UserId = user.Id }));
        Assert.Empty(await WalkAsync(new PurchaseFilter { ProductId = Guid.CreateVersion7() }));
        Assert.Equal(2, await CountAsync(new PurchaseFilter { ProductId = wanted.Id }));
    }

    [Fact]
    public async Task Both_bounds_of_the_time_are_exclusive_to_the_tick()
    {
        var (product, user) = (await shop.ProductAsync(stock: 10), await shop.UserAsync());
        var at = (await PlacedAsync(user, product)).CreatedAt;
        var filter = new PurchaseFilter { UserId = user.Id };

        Assert.Empty(await WalkAsync(filter with { CreatedAfter = at }));
        Assert.Empty(await WalkAsync(filter with { CreatedBefore = at }));
        Assert.Empty(await WalkAsync(filter with { CreatedAfter = at.AddTicks(1) }));
        Assert.Single(await WalkAsync(filter with { CreatedAfter = at.AddTicks(-1), CreatedBefore = at.AddTicks(1) }));
        Assert.Single(await WalkAsync(filter with { CreatedAfter = at.AddMilliseconds(-1), CreatedBefore = at.AddMilliseconds(1) }));
        Assert.Empty(await WalkAsync(filter with { CreatedAfter = at.AddDays(1), CreatedBefore = at.AddDays(-1) }));
        Assert.Single(await WalkAsync(filter with { CreatedAfter = DateTimeOffset.MinValue, CreatedBefore = DateTimeOffset.MaxValue }));
    }

    [Fact]
    public async Task A_walk_of_a_filter_sees_each_purchase_once_in_both_orders_while_others_are_placed()
    {
        var (product, user) = (await shop.ProductAsync(stock: 1000), await shop.UserAsync());
        var made = new List<Guid>();
        for (var n = 0; n < 30; n++)
        {
            made.Add((await PlacedAsync(user, product)).Id);
        }

        made.Sort((left, right) => string.CompareOrdinal($"{left}", $"{right}"));
        var filter = new PurchaseFilter { ProductId = product.Id, Status = "pending" };
        foreach (var descending in (bool[])[true, false])
        {
            var walked = await ShopOnRedis.WalkAsync(async after =>
            {
                await PlacedAsync(user, product);
                return await shop.Purchases.ListAsync(filter, new PageQuery(7, after, descending, IncludeTotal: false), new Consistency(), CancellationToken.None);
            });

            var lasting = walked.Select(purchase => purchase.Id).Where(made.Contains).ToList();
            Assert.Equal(descending ? Enumerable.Reverse(made) : made, lasting);
        }
    }

    [Fact]
    public async Task Every_purchase_stands_in_the_index_of_its_status_alone()
    {
        var (product, user) = (await shop.ProductAsync(stock: 10), await shop.UserAsync());
        var cancelled = await PlacedAsync(user, product);
        await PlacedAsync(user, product);
        await shop.Purchases.CancelAsync(cancelled.Id, null, "tester", null, "", Operation(), CancellationToken.None);

        var listed = new List<string>();
        foreach (var status in (string[])["pending", "paid", "shipped", "delivered", "cancelled", "refunded", "expired"])
        {
            var members = await shop.MembersAsync($"purchases:{status}");
            listed.AddRange(members);
            foreach (var id in members)
            {
                var (fields, _) = await shop.Reads.ReadHashAsync(Keys.Purchase(Guid.Parse(id)), new Consistency(), CancellationToken.None);
                Assert.Equal(status, fields["status"]);
            }
        }

        Assert.Equal(await shop.MembersAsync("purchases"), listed.Order(StringComparer.Ordinal));
    }

    private Task<Purchase> PlacedAsync(User user, Shop.Data.Products.Product product) => shop.PlacedAsync(Buying(user, (product, 1)));

    private async Task<IEnumerable<Guid>> WalkAsync(PurchaseFilter filter) =>
        (await ShopOnRedis.WalkAsync(after => shop.Purchases.ListAsync(
            filter, new PageQuery(2, after, Descending: false, IncludeTotal: false), new Consistency(), CancellationToken.None))).Select(purchase => purchase.Id);

    // Ids of one millisecond stand in the order of their text.
    private static IEnumerable<Guid> Oldest(params Purchase[] purchases) =>
        purchases.Select(purchase => purchase.Id).OrderBy(id => id.ToString(), StringComparer.Ordinal);

    private async Task<long?> CountAsync(PurchaseFilter filter) => (await shop.Purchases.ListAsync(
        filter, new PageQuery(1, null, Descending: true, IncludeTotal: true), new Consistency(), CancellationToken.None)).Total;
}
