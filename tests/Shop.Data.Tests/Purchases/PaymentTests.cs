using Shop.Data.Products;
using Shop.Data.Purchases;
using Shop.Data.Redis;
using static Shop.Data.Tests.ShopOnRedis;

namespace Shop.Data.Tests.Purchases;

[Collection(SharedShop.Name)]
public sealed class PaymentTests(ShopOnRedis shop)
{
    private static readonly PaymentOutcome Approved = new("succeeded");
    private static readonly PaymentOutcome Declined = new("declined", "expired_card");
    private static readonly PaymentOutcome Failed = new("error");

    [Fact]
    public async Task An_approval_turns_the_reservation_into_a_sale()
    {
        var (product, purchase) = await PendingAsync();

        var (_, result) = await PayAsync(purchase, Approved);

        var paid = Assert.IsType<FinishPaymentResult.Paid>(result).Purchase;
        Assert.Equal((PurchaseStatus.Paid, "succeeded"), (paid.Status, Assert.Single(paid.Payments).Status));
        Assert.Equal(new Stock(3, 0), await shop.StockAsync(product));
        Assert.Equal(2, (await shop.Products.FindAsync(product.Id, new Consistency(), CancellationToken.None))!.SoldCount);
        await shop.AssertInvariantsAsync(product);
    }

    [Fact]
    public async Task A_decline_and_an_error_leave_it_pending()
    {
        var (product, purchase) = await PendingAsync();

        var (_, declined) = await PayAsync(purchase, Declined);
        var (_, failed) = await PayAsync(purchase, Failed);
        var (_, paid) = await PayAsync(purchase, Approved);

        Assert.Equal("expired_card", Assert.IsType<FinishPaymentResult.Declined>(declined).Purchase.Payments[^1].DeclineCode);
        Assert.Equal(PurchaseStatus.Pending, Assert.IsType<FinishPaymentResult.Failed>(failed).Purchase.Status);
        Assert.Equal(["declined", "error", "succeeded"], Assert.IsType<FinishPaymentResult.Paid>(paid).Purchase.Payments.Select(payment => payment.Status));
        await shop.AssertInvariantsAsync(product);
    }

    [Fact]
    public async Task Of_two_payments_at_once_one_may_ask_the_provider()
    {
        var (_, purchase) = await PendingAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => BeginAsync(purchase, Operation())));

        Assert.Single(results.OfType<BeginPaymentResult.Begun>());
        Assert.Single(results.OfType<BeginPaymentResult.InvalidState>());
    }

    [Fact]
    public async Task The_same_key_waits_for_the_provider_and_then_replays()
    {
        var (_, purchase) = await PendingAsync();
        var operation = Operation("key-" + Unique("k"));

        var begun = Assert.IsType<BeginPaymentResult.Begun>(await BeginAsync(purchase, operation));
        var meanwhile = await BeginAsync(purchase, operation with { Id = "second" });
        await FinishAsync(purchase, begun.Attempt, Approved, operation);
        var replay = await BeginAsync(purchase, operation with { Id = "third" });

        Assert.IsType<BeginPaymentResult.InProgress>(meanwhile);
        Assert.True(Assert.IsType<BeginPaymentResult.Paid>(replay).Written.Replayed);
        Assert.IsType<BeginPaymentResult.KeyReused>(await BeginAsync(purchase, operation with { Fingerprint = "another" }));
    }

    [Fact]
    public async Task A_call_that_was_handed_on_goes_on_with_the_same_attempt()
    {
        var (product, purchase) = await PendingAsync();
        var operation = Operation();

        var first = Assert.IsType<BeginPaymentResult.Begun>(await BeginAsync(purchase, operation));
        var handedOn = Assert.IsType<BeginPaymentResult.Begun>(await BeginAsync(purchase, operation));
        var finished = await FinishAsync(purchase, handedOn.Attempt, Approved, operation);
        var late = await FinishAsync(purchase, first.Attempt, Approved, operation);

        Assert.Equal(first.Attempt, handedOn.Attempt);
        Assert.IsType<FinishPaymentResult.Paid>(late);
        Assert.Single(Assert.IsType<FinishPaymentResult.Paid>(finished).Purchase.Payments);
        await shop.AssertInvariantsAsync(product);
    }

    [Fact]
    public async Task Handed_on_while_it_was_placed_and_paid_the_purchase_is_one()
    {
        var (product, user) = (await shop.ProductAsync(stock: 5), await shop.UserAsync());
        var (buying, operation) = (Buying(user, (product, 2)) with { WithPayment = true }, Operation());

        var first = Assert.IsType<PlacePurchaseResult.PaymentBegun>(await shop.PlaceAsync(buying, operation));
        var handedOn = Assert.IsType<PlacePurchaseResult.PaymentBegun>(await shop.PlaceAsync(buying, operation));
        var finished = await FinishAsync(handedOn.Purchase, handedOn.Attempt, Approved, operation, placing: true);

        Assert.Equal((first.Purchase.Id, first.Attempt), (handedOn.Purchase.Id, handedOn.Attempt));
        Assert.IsType<FinishPaymentResult.Paid>(finished);
        Assert.Equal(new Stock(3, 0), await shop.StockAsync(product));
        await shop.AssertInvariantsAsync(product);
    }

    [Fact]
    public async Task A_declined_key_replays_the_decline_and_a_failed_one_is_free_again()
    {
        var (_, purchase) = await PendingAsync();
        var (declinedKey, failedKey) = (Operation("key-" + Unique("d")), Operation("key-" + Unique("f")));

        await PayAsync(purchase, Declined, declinedKey);
        await PayAsync(purchase, Failed, failedKey);

        Assert.IsType<BeginPaymentResult.Declined>(await BeginAsync(purchase, declinedKey with { Id = "again" }));
        Assert.IsType<BeginPaymentResult.Begun>(await BeginAsync(purchase, failedKey with { Id = "again" }));
    }

    [Theory]
    [InlineData("succeeded", typeof(FinishPaymentResult.Paid))]
    [InlineData("declined", typeof(FinishPaymentResult.Declined))]
    [InlineData("error", typeof(FinishPaymentResult.Failed))]
    public async Task A_resent_finish_has_the_same_outcome_and_one_effect(string status, Type expected)
    {
        var (product, purchase) = await PendingAsync();
        var outcome = new PaymentOutcome(status, status == "declined" ? "card_declined" : null);
        var operation = Operation();
        var begun = Assert.IsType<BeginPaymentResult.Begun>(await BeginAsync(purchase, operation));

        var first = await FinishAsync(purchase, begun.Attempt, outcome, operation);
        var resent = await FinishAsync(purchase, begun.Attempt, outcome, operation);

        Assert.IsType(expected, first);
        Assert.IsType(expected, resent);
        Assert.Single((await FindAsync(purchase)).Payments);
        await shop.AssertInvariantsAsync(product);
    }

    [Fact]
    public async Task Cancelled_while_the_provider_was_asked_the_approval_is_paid_back()
    {
        var (product, purchase) = await PendingAsync();
        var operation = Operation();
        var begun = Assert.IsType<BeginPaymentResult.Begun>(await BeginAsync(purchase, operation));
        Assert.IsType<PurchaseActionResult.Done>(await shop.Purchases.CancelAsync(
            purchase.Id, purchase.UserId, "customer", null, "", Operation(), CancellationToken.None));

        var lost = Assert.IsType<FinishPaymentResult.HoldLost>(await FinishAsync(purchase, begun.Attempt, Approved, operation)).Purchase;

        Assert.Equal((PurchaseStatus.Cancelled, "refunded"), (lost.Status, Assert.Single(lost.Payments).Status));
        Assert.Equal(new Stock(5, 0), await shop.StockAsync(product));
        await shop.AssertInvariantsAsync(product);
    }

    [Fact]
    public async Task An_attempt_whose_answer_never_came_is_an_error_and_a_late_approval_is_paid_back()
    {
        var (product, purchase) = await PendingAsync();
        var operation = Operation();
        var begun = Assert.IsType<BeginPaymentResult.Begun>(await BeginAsync(purchase, operation));
        await shop.EndHoldAsync(purchase);

        Assert.IsType<BeginPaymentResult.PurchaseExpired>(await BeginAsync(purchase, Operation()));
        var late = Assert.IsType<FinishPaymentResult.HoldLost>(await FinishAsync(purchase, begun.Attempt, Approved, operation)).Purchase;

        Assert.Equal(["error", "refunded"], late.Payments.Select(payment => payment.Status));
        Assert.Equal(PurchaseStatus.Expired, late.Status);
        Assert.Equal(new Stock(5, 0), await shop.StockAsync(product));
        await shop.AssertInvariantsAsync(product);
    }

    [Theory]
    [InlineData("declined")]
    [InlineData("error")]
    public async Task A_payment_that_failed_does_not_hold_the_stock_beyond_the_purchase(string status)
    {
        var (product, purchase) = await PendingAsync();
        var operation = Operation();
        var begun = Assert.IsType<BeginPaymentResult.Begun>(await BeginAsync(purchase, operation));
        await shop.ExpireUnderPaymentAsync(purchase);

        await FinishAsync(purchase, begun.Attempt, new PaymentOutcome(status, status == "declined" ? "card_declined" : null), operation);

        Assert.Equal(PurchaseStatus.Expired, (await FindAsync(purchase)).Status);
        Assert.IsType<PlacePurchaseResult.Placed>(await shop.PlaceAsync(Buying(await shop.UserAsync(), (product, 5))));
        await shop.AssertInvariantsAsync(product);
    }

    [Fact]
    public async Task A_payment_that_came_along_is_asked_for_once_by_whoever_placed_it()
    {
        var (product, user) = (await shop.ProductAsync(stock: 5), await shop.UserAsync());
        var (buying, operation) = (Buying(user, (product, 2)) with { WithPayment = true }, Operation("key-" + Unique("k")));

        var begun = Assert.IsType<PlacePurchaseResult.PaymentBegun>(await shop.PlaceAsync(buying, operation));
        var meanwhile = await shop.PlaceAsync(buying, operation with { Id = "second" });
        await FinishAsync(begun.Purchase, begun.Attempt, Approved, operation, placing: true);
        var replay = await shop.PlaceAsync(buying, operation with { Id = "third" });

        Assert.IsType<PlacePurchaseResult.InProgress>(meanwhile);
        Assert.Equal(begun.Purchase.Id, Assert.IsType<PlacePurchaseResult.Paid>(replay).Purchase.Id);
        Assert.Equal(new Stock(3, 0), await shop.StockAsync(product));
        await shop.AssertInvariantsAsync(product);
    }

    [Theory]
    [InlineData("declined", typeof(PlacePurchaseResult.Declined))]
    [InlineData("error", typeof(PlacePurchaseResult.Failed))]
    public async Task A_placed_purchase_that_was_not_paid_replays_as_it_was(string status, Type expected)
    {
        var (product, user) = (await shop.ProductAsync(stock: 5), await shop.UserAsync());
        var (buying, operation) = (Buying(user, (product, 2)) with { WithPayment = true }, Operation("key-" + Unique("k")));
        var begun = Assert.IsType<PlacePurchaseResult.PaymentBegun>(await shop.PlaceAsync(buying, operation));

        await FinishAsync(
            begun.Purchase, begun.Attempt, new PaymentOutcome(status, status == "declined" ? "card_declined" : null), operation, placing: true);

        Assert.IsType(expected, await shop.PlaceAsync(buying, operation with { Id = "again" }));
        Assert.Equal(new Stock(5, 2), await shop.StockAsync(product));
    }

    [Fact]
    public async Task Placed_by_a_process_that_died_the_purchase_stays_with_a_failed_attempt()
    {
        var (product, user) = (await shop.ProductAsync(stock: 5), await shop.UserAsync());
        var (buying, operation) = (Buying(user, (product, 2)) with { WithPayment = true }, Operation("key-" + Unique("k")));
        var begun = Assert.IsType<PlacePurchaseResult.PaymentBegun>(await shop.PlaceAsync(buying, operation));
        await shop.EndHoldAsync(begun.Purchase);

        var retried = Assert.IsType<PlacePurchaseResult.Placed>(await shop.PlaceAsync(buying, operation with { Id = "again" })).Purchase;

        Assert.Equal((begun.Purchase.Id, "error"), (retried.Id, Assert.Single(retried.Payments).Status));
    }

    [Fact]
    public async Task Cancelling_a_paid_purchase_refunds_and_restocks()
    {
        var (product, purchase) = await PendingAsync();
        await PayAsync(purchase, Approved);

        var cancelled = Assert.IsType<PurchaseActionResult.Done>(await shop.Purchases.CancelAsync(
            purchase.Id, purchase.UserId, "customer", "too late", "", Operation(), CancellationToken.None)).Purchase;

        Assert.Equal((cancelled.Total, "too late"), (cancelled.RefundedTotal, cancelled.History[^1].Reason));
        Assert.Equal(new Stock(5, 0), await shop.StockAsync(product));
        Assert.Equal(0, (await shop.Products.FindAsync(product.Id, new Consistency(), CancellationToken.None))!.SoldCount);
        await shop.AssertInvariantsAsync(product);
    }

    [Fact]
    public async Task Paying_and_cancelling_at_once_take_one_order_of_the_two()
    {
        for (var round = 0; round < 10; round++)
        {
            var (product, purchase) = await PendingAsync();

            var paying = PayAsync(purchase, Approved);
            var cancelling = shop.Purchases.CancelAsync(purchase.Id, purchase.UserId, "customer", null, "", Operation(), CancellationToken.None);
            await Task.WhenAll(paying, cancelling);

            Assert.IsType<PurchaseActionResult.Done>(await cancelling);
            Assert.Equal(PurchaseStatus.Cancelled, (await FindAsync(purchase)).Status);
            Assert.Equal(new Stock(5, 0), await shop.StockAsync(product));
            await shop.AssertInvariantsAsync(product);
        }
    }

    [Fact]
    public async Task Another_s_purchase_cannot_be_paid_nor_a_stale_version()
    {
        var (_, purchase) = await PendingAsync();

        Assert.IsType<BeginPaymentResult.NotFound>(
            await shop.Purchases.BeginPaymentAsync(purchase.Id, Guid.CreateVersion7(), "", Operation(), CancellationToken.None));
        Assert.IsType<BeginPaymentResult.PreconditionFailed>(
            await shop.Purchases.BeginPaymentAsync(purchase.Id, purchase.UserId, "2", Operation(), CancellationToken.None));
    }

    [Fact]
    public async Task A_used_key_is_told_so_before_the_purchase_is_looked_for()
    {
        var (product, user) = (await shop.ProductAsync(stock: 5), await shop.UserAsync());
        var operation = Operation("key-" + Unique("k"));
        await shop.PlaceAsync(Buying(user, (product, 1)), operation);
        var (other, nowhere) = (operation with { Fingerprint = "another" }, Guid.CreateVersion7());

        Assert.IsType<BeginPaymentResult.KeyReused>(
            await shop.Purchases.BeginPaymentAsync(nowhere, user.Id, "", other, CancellationToken.None));
        Assert.IsType<PurchaseActionResult.KeyReused>(
            await shop.Purchases.CancelAsync(nowhere, user.Id, "customer", null, "", other, CancellationToken.None));
    }

    private async Task<(Product Product, Purchase Purchase)> PendingAsync()
    {
        var (product, user) = (await shop.ProductAsync(stock: 5), await shop.UserAsync());
        return (product, await shop.PlacedAsync(Buying(user, (product, 2))));
    }

    private async Task<(BeginPaymentResult Begun, FinishPaymentResult? Finished)> PayAsync(
        Purchase purchase, PaymentOutcome outcome, Operation? operation = null)
    {
        operation ??= Operation();
        var result = await BeginAsync(purchase, operation);
        return (result, result is BeginPaymentResult.Begun begun ? await FinishAsync(purchase, begun.Attempt, outcome, operation) : null);
    }

    private Task<BeginPaymentResult> BeginAsync(Purchase purchase, Operation operation) =>
        shop.Purchases.BeginPaymentAsync(purchase.Id, purchase.UserId, "", operation, CancellationToken.None);

    private Task<FinishPaymentResult> FinishAsync(
        Purchase purchase, Guid attempt, PaymentOutcome outcome, Operation operation, bool placing = false) =>
        shop.Purchases.FinishPaymentAsync(purchase.Id, attempt, outcome, "customer", placing, operation, CancellationToken.None);

    private async Task<Purchase> FindAsync(Purchase purchase) => (await shop.Purchases.FindAsync(purchase.Id, new Consistency(), CancellationToken.None))!;
}
