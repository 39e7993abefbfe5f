using Shop.Data.Products;
using Shop.Data.Purchases;
using Shop.Data.Redis;
using static Shop.Data.Tests.ShopOnRedis;

namespace Shop.Data.Tests.Purchases;

[Collection(SharedShop.Name)]
public sealed class PurchaseStoreTests(ShopOnRedis shop)
{
    [Fact]
    public async Task Placing_reserves_at_the_catalogue_s_price()
    {
        var (product, user) = (await shop.ProductAsync(stock: 5, price: 250), await shop.UserAsync());

        var purchase = await shop.PlacedAsync(Buying(user, (product, 3)) with { Note = "a/b" });

        Assert.Equal((750L, "EUR", PurchaseStatus.Pending), (purchase.Total.Amount, purchase.Total.Currency, purchase.Status));
        Assert.Equal(product.Entry.Name, Assert.Single(purchase.Lines).Name);
        Assert.Equal(new Stock(5, 3), await shop.StockAsync(product));
        var found = (await shop.Purchases.FindAsync(purchase.Id, new Consistency(), CancellationToken.None))!;
        Assert.Equal((purchase.Total, purchase.ExpiresAt, "a/b"), (found.Total, found.ExpiresAt, found.Note));
        await shop.AssertInvariantsAsync(product);
    }

    [Fact]
    public async Task Two_hundred_parallel_buys_of_twenty_units_sell_twenty()
    {
        var (product, user) = (await shop.ProductAsync(stock: 20), await shop.UserAsync());

        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => shop.PlaceAsync(Buying(user, (product, 1)))));

        Assert.Equal(20, results.OfType<PlacePurchaseResult.Placed>().Count());
        Assert.Equal(180, results.OfType<PlacePurchaseResult.OutOfStock>().Count());
        Assert.Equal(new Stock(20, 20), await shop.StockAsync(product));
        await shop.AssertInvariantsAsync(product);
    }

    [Fact]
    public async Task When_one_of_three_lines_is_short_nothing_is_reserved()
    {
        var (plenty, scarce, user) = (await shop.ProductAsync(stock: 9), await shop.ProductAsync(stock: 1), await shop.UserAsync());
        var third = await shop.ProductAsync(stock: 9);

        var refused = Assert.IsType<PlacePurchaseResult.OutOfStock>(
            await shop.PlaceAsync(Buying(user, (plenty, 1), (scarce, 2), (third, 1))));

        Assert.Equal(new Shortage(scarce.Id, 2, 1), Assert.Single(refused.Shortages));
        Assert.Equal(new Stock(9, 0), await shop.StockAsync(plenty));
        await shop.AssertInvariantsAsync(plenty, scarce, third);
    }

    [Fact]
    public async Task The_same_operation_in_parallel_makes_one_purchase()
    {
        var (product, user) = (await shop.ProductAsync(stock: 100), await shop.UserAsync());
        var operation = Operation("key-" + Unique("k"));

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(n =>
            shop.PlaceAsync(Buying(user, (product, 1)), operation with { Id = $"request-{n}" })));

        var ids = results.Cast<PlacePurchaseResult.Placed>().Select(placed => placed.Purchase.Id).Distinct();
        Assert.Single(ids);
        Assert.Equal(19, results.Cast<PlacePurchaseResult.Placed>().Count(placed => placed.Written.Replayed));
        Assert.Equal(new Stock(100, 1), await shop.StockAsync(product));
    }

    [Fact]
    public async Task A_client_s_key_replays_the_first_answer_whatever_happened_since()
    {
        var (product, user) = (await shop.ProductAsync(stock: 1), await shop.UserAsync());
        var operation = Operation("key-" + Unique("k"));
        var first = Assert.IsType<PlacePurchaseResult.Placed>(await shop.PlaceAsync(Buying(user, (product, 1)), operation)).Purchase;
        await CancelAsync(first);

        var replay = Assert.IsType<PlacePurchaseResult.Placed>(
            await shop.PlaceAsync(Buying(user, (product, 1)), operation with { Id = "later" }));

        Assert.Equal((first.Id, PurchaseStatus.Pending, 1L), (replay.Purchase.Id, replay.Purchase.Status, replay.Purchase.Version));
        Assert.IsType<PlacePurchaseResult.KeyReused>(
            await shop.PlaceAsync(Buying(user, (product, 1)), operation with { Fingerprint = "another" }));
    }

    [Fact]
    public async Task What_cannot_be_bought_is_refused_with_its_reason()
    {
        var (user, product) = (await shop.UserAsync(), await shop.ProductAsync(stock: 10, price: 99_999_999_999, max: 2));
        var (dollars, draft) = (await shop.ProductAsync(stock: 1, currency: "USD"), await shop.ProductAsync(stock: 1, status: "draft"));
        var few = await shop.ProductAsync(stock: 10, max: 3);
        var unknown = product with { Id = Guid.CreateVersion7() };

        Assert.Equal([1], Assert.IsType<PlacePurchaseResult.UnknownProduct>(await shop.PlaceAsync(Buying(user, (dollars, 1), (unknown, 1)))).Lines);
        Assert.Equal(
            [new LineAboveMax(0, 2), new LineAboveMax(2, 3)],
            Assert.IsType<PlacePurchaseResult.AboveMaxPerPurchase>(await shop.PlaceAsync(Buying(user, (product, 3), (dollars, 1), (few, 4)))).Lines);
        Assert.IsType<PlacePurchaseResult.MixedCurrency>(await shop.PlaceAsync(Buying(user, (product, 1), (dollars, 1))));
        Assert.IsType<PlacePurchaseResult.AmountOverflow>(await shop.PlaceAsync(Buying(user, (product, 2))));
        Assert.Equal([draft.Id], Assert.IsType<PlacePurchaseResult.ProductUnavailable>(await shop.PlaceAsync(Buying(user, (draft, 1)))).ProductIds);
        Assert.IsType<PlacePurchaseResult.UnknownUser>(await shop.PlaceAsync(Buying(user with { Id = Guid.CreateVersion7() }, (product, 1))));
    }

    [Fact]
    public async Task A_product_in_two_lines_is_a_defect_of_the_caller_and_reserves_nothing()
    {
        var (product, user) = (await shop.ProductAsync(stock: 1), await shop.UserAsync());

        await Assert.ThrowsAsync<StackExchange.Redis.RedisServerException>(() => shop.PlaceAsync(Buying(user, (product, 1), (product, 1))));

        Assert.Equal(new Stock(1, 0), await shop.StockAsync(product));
    }

    [Fact]
    public async Task Another_total_than_the_expected_one_is_refused()
    {
        var (product, user) = (await shop.ProductAsync(stock: 5, price: 100), await shop.UserAsync());
        var buying = Buying(user, (product, 2));

        var changed = await shop.PlaceAsync(buying with { ExpectedTotal = new Money(199, "EUR") });
        var placed = await shop.PlaceAsync(buying with { ExpectedTotal = new Money(200, "EUR") });

        Assert.Equal(new Money(200, "EUR"), Assert.IsType<PlacePurchaseResult.PriceChanged>(changed).CurrentTotal);
        Assert.IsType<PlacePurchaseResult.Placed>(placed);
    }

    [Fact]
    public async Task The_largest_amount_is_exact()
    {
        var (product, user) = (await shop.ProductAsync(stock: 5, price: 99_999_999_999), await shop.UserAsync());

        var purchase = await shop.PlacedAsync(Buying(user, (product, 1)));

        Assert.Equal(99_999_999_999, purchase.Total.Amount);
        Assert.Equal(99_999_999_999, (await shop.Purchases.FindAsync(purchase.Id, new Consistency(), CancellationToken.None))!.Lines[0].LineTotal.Amount);
    }

    [Fact]
    public async Task An_expired_hold_does_not_count_against_a_sale_though_nobody_swept_it()
    {
        var (product, user) = (await shop.ProductAsync(stock: 1), await shop.UserAsync());
        var first = await shop.PlacedAsync(Buying(user, (product, 1)));
        await shop.EndHoldAsync(first);
        Assert.Equal(PurchaseStatus.Expired, (await shop.Purchases.FindAsync(first.Id, new Consistency(), CancellationToken.None))!.Status);

        await shop.PlacedAsync(Buying(user, (product, 1)));

        var expired = (await shop.Purchases.FindAsync(first.Id, new Consistency(), CancellationToken.None))!;
        Assert.Equal((PurchaseStatus.Expired, "system"), (expired.Status, expired.History[^1].Actor));
        Assert.Contains((await shop.MovementsAsync(product)), movement => movement.Kind == "expire");
        Assert.IsType<PurchaseActionResult.PurchaseExpired>(await CancelAsync(first));
        await shop.AssertInvariantsAsync(product);
    }

    [Fact]
    public async Task The_sweep_gives_back_what_every_line_held()
    {
        var (one, two, user) = (await shop.ProductAsync(stock: 3), await shop.ProductAsync(stock: 3), await shop.UserAsync());
        var purchase = await shop.PlacedAsync(Buying(user, (one, 2), (two, 3)));
        await shop.EndHoldAsync(purchase);
        await shop.PlacedAsync(Buying(user, (one, 1)));

        // The index of due holds knows the stored expiry only after a script has touched the product: touch the other one, too.
        await shop.Products.AdjustStockAsync(two.Id, new StockAdjustment(1, "count", null, "tester"), "", Operation(), CancellationToken.None);
        await shop.SweepAsync();

        Assert.Equal(new Stock(3, 1), await shop.StockAsync(one));
        Assert.Equal(new Stock(4, 0), await shop.StockAsync(two));
        await shop.AssertInvariantsAsync(one, two);
    }

    [Fact]
    public async Task Each_expiry_is_told_to_one_sweep_once_whichever_script_found_it()
    {
        var (product, user) = (await shop.ProductAsync(stock: 3), await shop.UserAsync());
        await shop.SweepAsync();
        var purchase = await shop.PlacedAsync(Buying(user, (product, 3)));
        await shop.EndHoldAsync(purchase);
        await shop.PlacedAsync(Buying(user, (product, 1)));

        Assert.Equal((1, 0), (await shop.SweepAsync(), await shop.SweepAsync()));
    }

    [Fact]
    public async Task Products_with_and_without_stock_and_what_is_held_are_counted()
    {
        var before = await shop.StockCountsAsync();

        var (one, user) = (await shop.ProductAsync(stock: 1), await shop.UserAsync());
        await shop.ProductAsync(stock: 0);
        await shop.ProductAsync(stock: 1, status: "draft");
        await shop.ProductAsync(stock: 2);
        await shop.PlacedAsync(Buying(user, (one, 1)));

        var after = await shop.StockCountsAsync();
        Assert.Equal((1, 2, 1), (after.Available - before.Available, after.Out - before.Out, after.Holds - before.Holds));
    }

    [Fact]
    public async Task Cancelling_releases_once_and_a_second_cancel_is_refused()
    {
        var (product, user) = (await shop.ProductAsync(stock: 4), await shop.UserAsync());
        var purchase = await shop.PlacedAsync(Buying(user, (product, 4)));

        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => CancelAsync(purchase)));

        Assert.Single(results.OfType<PurchaseActionResult.Done>());
        Assert.Equal(4, results.OfType<PurchaseActionResult.InvalidState>().Count());
        Assert.Equal(new Stock(4, 0), await shop.StockAsync(product));
        await shop.AssertInvariantsAsync(product);
    }

    [Fact]
    public async Task Another_s_purchase_is_not_found_and_an_admin_s_hand_reaches_it()
    {
        var (product, user) = (await shop.ProductAsync(stock: 4), await shop.UserAsync());
        var purchase = await shop.PlacedAsync(Buying(user, (product, 1)));

        Assert.IsType<PurchaseActionResult.NotFound>(await shop.Purchases.CancelAsync(
            purchase.Id, Guid.CreateVersion7(), "customer", null, "", Operation(), CancellationToken.None));
        Assert.IsType<PurchaseActionResult.PreconditionFailed>(await shop.Purchases.CancelAsync(
            purchase.Id, user.Id, "customer", null, "9", Operation(), CancellationToken.None));
        Assert.IsType<PurchaseActionResult.Done>(await shop.Purchases.CancelAsync(
            purchase.Id, null, "an admin", "spam", "1", Operation(), CancellationToken.None));
    }

    [Fact]
    public async Task A_user_s_list_holds_that_user_s_purchases_in_both_orders()
    {
        var (product, user) = (await shop.ProductAsync(stock: 10), await shop.UserAsync());
        await shop.PlacedAsync(Buying(await shop.UserAsync(), (product, 1)));
        var mine = new[] { await shop.PlacedAsync(Buying(user, (product, 1))), await shop.PlacedAsync(Buying(user, (product, 1))) };
        Array.Sort(mine, (left, right) => string.CompareOrdinal($"{left.Id}", $"{right.Id}")); // two of one millisecond

        var down = await shop.Purchases.ListAsync(new PurchaseFilter { UserId = user.Id }, new PageQuery(10, null, Descending: true, IncludeTotal: true), new Consistency(), CancellationToken.None);
        var up = await shop.Purchases.ListAsync(new PurchaseFilter { UserId = user.Id }, new PageQuery(1, null, Descending: false, IncludeTotal: false), new Consistency(), CancellationToken.None);

        Assert.Equal(mine.Reverse().Select(purchase => purchase.Id), down.Items.Select(purchase => purchase.Id));
        Assert.Equal((2L, null), (down.Total, down.Next));
        Assert.Equal((mine[0].Id, $"{mine[0].Id}", null), (Assert.Single(up.Items).Id, up.Next, up.Total));
    }

    private Task<PurchaseActionResult> CancelAsync(Purchase purchase) => shop.Purchases.CancelAsync(
        purchase.Id, purchase.UserId, "customer", null, "", Operation(), CancellationToken.None);
}
