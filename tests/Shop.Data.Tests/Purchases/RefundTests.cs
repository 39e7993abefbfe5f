using Shop.Data.Products;
using Shop.Data.Purchases;
using Shop.Data.Redis;
using static Shop.Data.Tests.ShopOnRedis;

namespace Shop.Data.Tests.Purchases;

[Collection(SharedShop.Name)]
public sealed class RefundTests(ShopOnRedis shop)
{
    private static readonly Refund Everything = new(Items: null, Restock: false, Reason: null);

    [Fact]
    public async Task Parts_are_paid_back_until_nothing_is_left()
    {
        var (tea, cup, paid) = await PaidAsync();

        var first = Refunded(await RefundAsync(paid, Part(tea, 1) with { Restock = true, Reason = "broken" }));
        var second = Refunded(await RefundAsync(paid, Part(cup, 1)));
        var last = Refunded(await RefundAsync(paid, Everything));
        var further = await RefundAsync(paid, Everything);

        Assert.Equal((PurchaseStatus.Paid, 250L, 1L), (first.Status, first.RefundedTotal.Amount, first.Lines[0].RefundedQuantity));
        Assert.Equal(("paid", "paid", "broken"), (first.History[^1].From, first.History[^1].To, first.History[^1].Reason));
        Assert.Equal((PurchaseStatus.Paid, 350L), (second.Status, second.RefundedTotal.Amount));
        Assert.Equal((PurchaseStatus.Refunded, last.Total), (last.Status, last.RefundedTotal));
        Assert.Equal((0L, 250L, 100L, last.Total.Amount - 350), (
            paid.LastRefund.Amount, first.LastRefund.Amount, second.LastRefund.Amount, last.LastRefund.Amount));
        Assert.All(last.Lines, line => Assert.Equal(line.Quantity, line.RefundedQuantity));
        Assert.IsType<RefundPurchaseResult.InvalidState>(further);

        // Three of tea and one cup were sold; one tea came back on the shelf.
        Assert.Equal((new Stock(8, 0), new Stock(9, 0)), (await shop.StockAsync(tea), await shop.StockAsync(cup)));
        Assert.Equal((0L, 0L), (await SoldAsync(tea), await SoldAsync(cup)));
        await shop.AssertInvariantsAsync(tea, cup);
    }

    [Fact]
    public async Task What_is_paid_back_and_stays_away_shows_at_the_product_at_once()
    {
        var (tea, _, paid) = await PaidAsync();
        Assert.Equal(3L, await SoldAsync(tea));

        await RefundAsync(paid, Part(tea, 1));

        Assert.Equal(2L, await SoldAsync(tea));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_shipped_and_a_delivered_purchase_can_be_paid_back(bool delivered)
    {
        var (tea, cup, paid) = await PaidAsync();
        await shop.Purchases.ShipAsync(paid.Id, "admin", null, "", Operation(), CancellationToken.None);
        if (delivered)
        {
            await shop.Purchases.DeliverAsync(paid.Id, "admin", "", Operation(), CancellationToken.None);
        }

        var refunded = Refunded(await RefundAsync(paid, Everything with { Restock = true }));

        Assert.Equal((PurchaseStatus.Refunded, refunded.Total), (refunded.Status, refunded.RefundedTotal));
        Assert.Equal((new Stock(10, 0), new Stock(10, 0)), (await shop.StockAsync(tea), await shop.StockAsync(cup)));
        await shop.AssertInvariantsAsync(tea, cup);
    }

    [Fact]
    public async Task More_than_is_left_and_what_was_never_bought_are_refused_with_their_places()
    {
        var (tea, cup, paid) = await PaidAsync();
        await RefundAsync(paid, Part(tea, 2));

        var excess = await RefundAsync(paid, Everything with { Items = [new NewLine(cup.Id, 1), new NewLine(tea.Id, 2)] });
        var unknown = await RefundAsync(paid, Everything with { Items = [new NewLine(tea.Id, 1), new NewLine(Guid.CreateVersion7(), 1)] });

        Assert.Equal([(1, 1L)], Assert.IsType<RefundPurchaseResult.RefundExceedsPaid>(excess).Items);
        Assert.Equal([1], Assert.IsType<RefundPurchaseResult.UnknownLine>(unknown).Items);
        Assert.Equal(500, (await shop.Purchases.FindAsync(paid.Id, new Consistency(), CancellationToken.None))!.RefundedTotal.Amount);
        Assert.Equal(new Stock(7, 0), await shop.StockAsync(tea));
    }

    [Fact]
    public async Task Of_two_whole_refunds_at_once_one_pays()
    {
        var (tea, cup, paid) = await PaidAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => RefundAsync(paid, Everything with { Restock = true })));

        Assert.Single(results.OfType<RefundPurchaseResult.Refunded>());
        Assert.Equal(4, results.OfType<RefundPurchaseResult.InvalidState>().Count());
        Assert.Equal(new Stock(10, 0), await shop.StockAsync(tea));
        await shop.AssertInvariantsAsync(tea, cup);
    }

    [Fact]
    public async Task Of_many_partial_refunds_at_once_as_many_pay_as_there_are_units()
    {
        var (tea, _, paid) = await PaidAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => RefundAsync(paid, Part(tea, 1))));

        Assert.Equal(3, results.OfType<RefundPurchaseResult.Refunded>().Count());
        Assert.Equal(3, results.OfType<RefundPurchaseResult.RefundExceedsPaid>().Count());
        Assert.Equal(750, (await shop.Purchases.FindAsync(paid.Id, new Consistency(), CancellationToken.None))!.RefundedTotal.Amount);
    }

    [Fact]
    public async Task Cancelling_after_a_part_was_paid_back_brings_the_rest()
    {
        var (tea, cup, paid) = await PaidAsync();
        await RefundAsync(paid, Part(tea, 1));

        var cancelled = Assert.IsType<PurchaseActionResult.Done>(
            await shop.Purchases.CancelAsync(paid.Id, null, "admin", null, "", Operation(), CancellationToken.None)).Purchase;

        Assert.Equal((PurchaseStatus.Cancelled, cancelled.Total), (cancelled.Status, cancelled.RefundedTotal));
        Assert.Equal((new Stock(9, 0), new Stock(10, 0)), (await shop.StockAsync(tea), await shop.StockAsync(cup)));
        Assert.Equal((0L, 0L), (await SoldAsync(tea), await SoldAsync(cup)));
        Assert.IsType<RefundPurchaseResult.InvalidState>(await RefundAsync(paid, Everything));
        await shop.AssertInvariantsAsync(tea, cup);
    }

    [Fact]
    public async Task A_refund_knows_the_version_the_purchase_the_state_and_the_key()
    {
        var (tea, _, paid) = await PaidAsync();
        var pending = await shop.PlacedAsync(Buying(await shop.UserAsync(), (tea, 1)));
        var operation = Operation("key-" + Unique("k"));

        Assert.IsType<RefundPurchaseResult.PreconditionFailed>(await RefundAsync(paid, Everything, "1"));
        Assert.IsType<RefundPurchaseResult.NotFound>(await RefundAsync(paid with { Id = Guid.CreateVersion7() }, Everything));
        Assert.IsType<RefundPurchaseResult.InvalidState>(await RefundAsync(pending, Everything));
        await shop.EndHoldAsync(pending);
        Assert.IsType<RefundPurchaseResult.PurchaseExpired>(await RefundAsync(pending, Everything));
        Refunded(await RefundAsync(paid, Part(tea, 1), operation: operation));
        var replay = Assert.IsType<RefundPurchaseResult.Refunded>(
            await RefundAsync(paid, Part(tea, 1), operation: operation with { Id = "later" }));
        Assert.Equal((250L, true), (replay.Purchase.RefundedTotal.Amount, replay.Written.Replayed));
        Assert.IsType<RefundPurchaseResult.KeyReused>(
            await RefundAsync(paid, Part(tea, 1), operation: operation with { Fingerprint = "another" }));
    }

    [Fact]
    public async Task The_largest_amount_is_paid_back_to_the_last_cent()
    {
        var (product, user) = (await shop.ProductAsync(stock: 5, price: 33_333_333_333), await shop.UserAsync());
        var paid = await shop.PaidAsync(Buying(user, (product, 3)));

        await RefundAsync(paid, Part(product, 1));
        var refunded = Refunded(await RefundAsync(paid, Everything));

        Assert.Equal(99_999_999_999, refunded.RefundedTotal.Amount);
        Assert.Equal(33_333_333_333, refunded.Lines[0].UnitPrice.Amount);
    }

    private static Purchase Refunded(RefundPurchaseResult result) => Assert.IsType<RefundPurchaseResult.Refunded>(result).Purchase;

    private static Refund Part(Product product, int quantity) => new([new NewLine(product.Id, quantity)], Restock: false, Reason: null);

    private async Task<(Product Tea, Product Cup, Purchase Paid)> PaidAsync()
    {
        var (tea, cup) = (await shop.ProductAsync(stock: 10, price: 250), await shop.ProductAsync(stock: 10, price: 100));
        return (tea, cup, await shop.PaidAsync(Buying(await shop.UserAsync(), (tea, 3), (cup, 1))));
    }

    private Task<RefundPurchaseResult> RefundAsync(Purchase purchase, Refund refund, string ifMatch = "", Operation? operation = null) =>
        shop.Purchases.RefundAsync(purchase.Id, "admin", refund, ifMatch, operation ?? Operation(), CancellationToken.None);

    private async Task<long> SoldAsync(Product product) => (await shop.Products.FindAsync(product.Id, new Consistency(), CancellationToken.None))!.SoldCount;
}
