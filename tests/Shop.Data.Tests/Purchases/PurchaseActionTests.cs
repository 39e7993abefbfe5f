using Shop.Data.Products;
using Shop.Data.Purchases;
using Shop.Data.Redis;
using static Shop.Data.Tests.ShopOnRedis;

namespace Shop.Data.Tests.Purchases;

[Collection(SharedShop.Name)]
public sealed class PurchaseActionTests(ShopOnRedis shop)
{
    private static readonly Tracking Parcel = new("A/B \"Post\"", "1Z-é");
    private static readonly ShippingAddress Home = new("Ann", "Street 1", null, "Town", "12345", "DE");

    [Fact]
    public async Task A_paid_purchase_is_shipped_and_then_delivered()
    {
        var (product, user) = (await shop.ProductAsync(stock: 5), await shop.UserAsync());
        var paid = await shop.PaidAsync(Buying(user, (product, 2)));

        var shipped = Done(await ShipAsync(paid));
        var delivered = Done(await DeliverAsync(paid));

        Assert.Equal((PurchaseStatus.Shipped, Parcel, paid.Version + 1), (shipped.Status, shipped.Tracking, shipped.Version));
        Assert.Equal((PurchaseStatus.Delivered, Parcel, paid.Version + 2), (delivered.Status, delivered.Tracking, delivered.Version));
        Assert.Equal(["pending", "paid", "shipped", "delivered"], delivered.History.Select(entry => entry.To));
        Assert.Equal(delivered.Version, (await shop.Purchases.FindAsync(paid.Id, new Consistency(), CancellationToken.None))!.Version);
        Assert.Equal(new Stock(3, 0), await shop.StockAsync(product));
        await shop.AssertInvariantsAsync(product);
    }

    [Fact]
    public async Task Each_state_refuses_what_does_not_belong_to_it()
    {
        var (product, user) = (await shop.ProductAsync(stock: 50), await shop.UserAsync());
        var (pending, paid) = (await shop.PlacedAsync(Buying(user, (product, 1))), await shop.PaidAsync(Buying(user, (product, 1))));

        Assert.IsType<PurchaseActionResult.InvalidState>(await ShipAsync(pending));
        Assert.IsType<PurchaseActionResult.InvalidState>(await DeliverAsync(pending));
        Assert.IsType<PurchaseActionResult.InvalidState>(await DeliverAsync(paid));
        Done(await ShipAsync(paid));
        Assert.IsType<PurchaseActionResult.InvalidState>(await ShipAsync(paid));
        Assert.IsType<PurchaseActionResult.InvalidState>(await CancelAsync(paid));
        Assert.IsType<PurchaseActionResult.InvalidState>(await ChangeAsync(paid, Home, null));
        Done(await DeliverAsync(paid));
        Assert.IsType<PurchaseActionResult.InvalidState>(await CancelAsync(paid));
        Done(await CancelAsync(pending));
        Assert.IsType<PurchaseActionResult.InvalidState>(await ShipAsync(pending));
        await shop.AssertInvariantsAsync(product);
    }

    [Fact]
    public async Task An_expired_hold_ends_every_action()
    {
        var (product, user) = (await shop.ProductAsync(stock: 5), await shop.UserAsync());
        var purchase = await shop.PlacedAsync(Buying(user, (product, 1)));
        await shop.EndHoldAsync(purchase);

        var expired = Assert.IsType<PurchaseActionResult.PurchaseExpired>(await ShipAsync(purchase));
        Assert.Equal(PurchaseStatus.Expired, expired.Purchase.Status);
        Assert.IsType<PurchaseActionResult.PurchaseExpired>(await DeliverAsync(purchase));
        Assert.IsType<PurchaseActionResult.PurchaseExpired>(await ChangeAsync(purchase, Home, "n"));
        Assert.Equal(new Stock(5, 0), await shop.StockAsync(product));
        await shop.AssertInvariantsAsync(product);
    }

    [Fact]
    public async Task Of_ship_and_cancel_at_once_one_happens()
    {
        var (product, user) = (await shop.ProductAsync(stock: 50), await shop.UserAsync());
        for (var round = 0; round < 10; round++)
        {
            var paid = await shop.PaidAsync(Buying(user, (product, 1)));

            var results = await Task.WhenAll(ShipAsync(paid), CancelAsync(paid));

            Assert.Single(results.OfType<PurchaseActionResult.Done>());
            Assert.Single(results.OfType<PurchaseActionResult.InvalidState>());
        }

        await shop.AssertInvariantsAsync(product);
    }

    [Fact]
    public async Task An_action_that_is_sent_again_happens_once()
    {
        var (product, user) = (await shop.ProductAsync(stock: 5), await shop.UserAsync());
        var paid = await shop.PaidAsync(Buying(user, (product, 1)));
        var operation = Operation("key-" + Unique("k"));

        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(n => ShipAsync(paid, operation: operation with { Id = $"r{n}" })));
        Done(await DeliverAsync(paid));
        var replay = Assert.IsType<PurchaseActionResult.Done>(await ShipAsync(paid, operation: operation with { Id = "later" }));

        Assert.Equal(4, results.Cast<PurchaseActionResult.Done>().Count(done => done.Written.Replayed));
        Assert.Equal((PurchaseStatus.Shipped, true), (replay.Purchase.Status, replay.Written.Replayed));
        var other = operation with { Fingerprint = "another" };
        Assert.IsType<PurchaseActionResult.KeyReused>(await ShipAsync(paid, operation: other));
        Assert.IsType<PurchaseActionResult.KeyReused>(await DeliverAsync(paid, operation: other));
        Assert.IsType<PurchaseActionResult.KeyReused>(await ChangeAsync(paid, null, null, operation: other));
    }

    [Fact]
    public async Task Actions_know_the_version_and_the_purchase()
    {
        var (product, user) = (await shop.ProductAsync(stock: 5), await shop.UserAsync());
        var paid = await shop.PaidAsync(Buying(user, (product, 1)));
        var nothing = paid with { Id = Guid.CreateVersion7() };

        Assert.IsType<PurchaseActionResult.PreconditionFailed>(await ShipAsync(paid, "1"));
        Assert.IsType<PurchaseActionResult.PreconditionFailed>(await DeliverAsync(paid, "1"));
        Assert.IsType<PurchaseActionResult.PreconditionFailed>(await ChangeAsync(paid, null, null, "1"));
        Assert.IsType<PurchaseActionResult.NotFound>(await ShipAsync(nothing));
        Assert.IsType<PurchaseActionResult.NotFound>(await DeliverAsync(nothing));
        Assert.IsType<PurchaseActionResult.NotFound>(await ChangeAsync(nothing, null, null));
        Assert.IsType<PurchaseActionResult.NotFound>(await ChangeAsync(paid with { UserId = Guid.CreateVersion7() }, null, null));
    }

    [Fact]
    public async Task Address_and_note_change_while_pending_or_paid_and_nothing_new_keeps_the_version()
    {
        var (product, user) = (await shop.ProductAsync(stock: 5), await shop.UserAsync());
        var pending = await shop.PlacedAsync(Buying(user, (product, 1)));

        var changed = Done(await ChangeAsync(pending, Home, "ring"));
        var same = Done(await ChangeAsync(pending, Home, "ring"));
        var cleared = Done(await ChangeAsync(pending, null, null));

        Assert.Equal((Home, "ring", 2L), (changed.ShippingAddress, changed.Note, changed.Version));
        Assert.Equal(2, same.Version);
        Assert.Equal((null, null, 3L), (cleared.ShippingAddress, cleared.Note, cleared.Version));
        Assert.Single(cleared.History);
        Done(await ChangeAsync(await shop.PaidAsync(Buying(user, (product, 1))), Home, null));
    }

    private static Purchase Done(PurchaseActionResult result) => Assert.IsType<PurchaseActionResult.Done>(result).Purchase;

    private Task<PurchaseActionResult> ShipAsync(Purchase purchase, string ifMatch = "", Operation? operation = null) =>
        shop.Purchases.ShipAsync(purchase.Id, "admin", Parcel, ifMatch, operation ?? Operation(), CancellationToken.None);

    private Task<PurchaseActionResult> DeliverAsync(Purchase purchase, string ifMatch = "", Operation? operation = null) =>
        shop.Purchases.DeliverAsync(purchase.Id, "admin", ifMatch, operation ?? Operation(), CancellationToken.None);

    private Task<PurchaseActionResult> CancelAsync(Purchase purchase) =>
        shop.Purchases.CancelAsync(purchase.Id, null, "admin", null, "", Operation(), CancellationToken.None);

    private Task<PurchaseActionResult> ChangeAsync(
        Purchase purchase, ShippingAddress? address, string? note, string ifMatch = "", Operation? operation = null) =>
        shop.Purchases.ChangeAsync(
            purchase.Id, purchase.UserId, "customer", address, note, ifMatch, operation ?? Operation(), CancellationToken.None);
}
