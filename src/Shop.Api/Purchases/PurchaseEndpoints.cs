using Microsoft.AspNetCore.Http.HttpResults;
using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Api.Users;
using Shop.Data.ApiKeys;
using Shop.Data.Purchases;
using Shop.Data.Redis;
using Shop.Data.Users;

namespace Shop.Api.Purchases;

internal static class PurchaseEndpoints
{
    public static void MapPurchases(this IEndpointRouteBuilder app)
    {
        var purchases = app.MapGroup("/v1/purchases").WithTags("Purchases").ExampleOf("id", PurchaseExamples.Id);
        purchases.Get("/", ListAsync).ForKeys(ApiKeyScope.PurchasesRead).SortedBy("-createdAt", "createdAt")
            .As("listPurchases", "List purchases").Example(PurchaseExamples.Page);
        purchases.Post("/", PlacePurchase.HandleAsync).ForKeys(ApiKeyScope.PurchasesWrite)
            .As("placePurchase", "Place a purchase, and pay it if a payment comes along")
            .Creates().Fails(402, "payment-declined")
            .Fails(409, "out-of-stock", "product-unavailable", "price-changed", "idempotency-in-progress")
            .Fails(422, "unknown-product", "mixed-currency", "amount-overflow")
            .Example(PurchaseExamples.NewPurchase, PurchaseExamples.Pending);
        purchases.Get("/{id}", GetAsync).ForKeys(ApiKeyScope.PurchasesRead)
            .As("getPurchase", "Read a purchase").Example(PurchaseExamples.Paid);
        purchases.Post("/{id}/pay", PayPurchase.HandleAsync).ForKeys(ApiKeyScope.PurchasesWrite).About(CurrentAsync)
            .As("payPurchase", "Pay a pending purchase")
            .Fails(402, "payment-declined").Fails(409, "invalid-state", "purchase-expired", "idempotency-in-progress")
            .Fails(503, "payment-unavailable").Example(PurchaseExamples.Payment, PurchaseExamples.Paid);
        purchases.Post("/{id}/cancel", PurchaseActions.CancelAsync).ForKeys(ApiKeyScope.PurchasesWrite).About(CurrentAsync)
            .As("cancelPurchase", "Call a purchase off")
            .Fails(409, "invalid-state", "purchase-expired").Example(PurchaseExamples.Cancellation, PurchaseExamples.Cancelled);
        purchases.Patch("/{id}", ChangePurchase.HandleAsync).ForKeys(ApiKeyScope.PurchasesWrite)
            .As("patchPurchase", "Change a purchase's address or note")
            .Fails(409, "invalid-state", "purchase-expired").Example(PurchaseExamples.Patch, PurchaseExamples.Pending);
        purchases.Delete("/{id}", PurchaseActions.DeleteAsync).ForKeys(ApiKeyScope.PurchasesWrite)
            .As("deletePurchase", "Call a purchase off")
            .Fails(409, "invalid-state", "purchase-expired");
        purchases.Post("/{id}/ship", PurchaseActions.ShipAsync).ForKeys(ApiKeyScope.PurchasesWrite).For(Audience.Admin).About(CurrentAsync)
            .As("shipPurchase", "Ship a paid purchase").Fails(409, "invalid-state", "purchase-expired")
            .Example(PurchaseExamples.Shipment, PurchaseExamples.Shipped);
        purchases.Post("/{id}/deliver", PurchaseActions.DeliverAsync).ForKeys(ApiKeyScope.PurchasesWrite).For(Audience.Admin)
            .As("deliverPurchase", "Note that a shipped purchase arrived").Fails(409, "invalid-state", "purchase-expired")
            .Example(PurchaseExamples.Delivered);
        purchases.Post("/{id}/refund", RefundPurchase.HandleAsync).ForKeys(ApiKeyScope.PurchasesWrite).For(Audience.Admin).About(CurrentAsync)
            .As("refundPurchase", "Pay a purchase back, in part or whole").Fails(409, "invalid-state", "purchase-expired")
            .Fails(422, "unknown-product", "refund-exceeds-paid").Example(PurchaseExamples.Refund, PurchaseExamples.Refunded);

        app.MapGroup("/v1/users").WithTags("Purchases").MeIsCaller().ExampleOf("id", UserExamples.Id)
            .Get("/{id}/purchases", ListOfUserAsync).ForKeys(ApiKeyScope.PurchasesRead).SortedBy("-createdAt", "createdAt")
            .As("listPurchasesOfUser", "List a user's purchases").Example(PurchaseExamples.Page);
    }

    private static Task<PageAnswer<PurchaseResponse>> ListAsync(
        Page page,
        Query<AllPurchasesQuery> query,
        Caller caller,
        PurchaseStore purchases,
        Consistency consistency,
        CancellationToken cancellationToken)
    {
        var userId = query.Value.UserId is { } wanted ? Guid.Parse(wanted) : caller.Owner();
        return ReadAsync(query.Value.ToFilter(userId), page, caller, purchases, consistency, cancellationToken);
    }

    private static async Task<Results<PageAnswer<PurchaseResponse>, Problem>> ListOfUserAsync(
        Guid id,
        Page page,
        Query<PurchaseQuery> query,
        Caller caller,
        PurchaseStore purchases,
        UserStore users,
        Consistency consistency,
        CancellationToken cancellationToken)
    {
        if (id != caller.Id && !(caller.IsAdmin && await users.FindAsync(id, consistency, cancellationToken) is not null))
        {
            return Problems.NotFound();
        }

        return await ReadAsync(query.Value.ToFilter(id), page, caller, purchases, consistency, cancellationToken);
    }

    private static async Task<PageAnswer<PurchaseResponse>> ReadAsync(
        PurchaseFilter filter, Page page, Caller caller, PurchaseStore purchases, Consistency consistency, CancellationToken cancellationToken) =>
        page.With(await purchases.ListAsync(filter, page.ToQuery(), consistency, cancellationToken), purchase => PurchaseResponse.For(caller, purchase));

    private static async Task<Results<Answer<PurchaseResponse>, Problem>> GetAsync(
        Guid id, Caller caller, PurchaseStore purchases, Consistency consistency, CancellationToken cancellationToken) =>
        await FindAsync(id, caller, purchases, consistency, cancellationToken) is { } purchase
            ? Answer.Ok(PurchaseResponse.For(caller, purchase)).WithETag(purchase.Version)
            : Problems.NotFound();

    private static async Task<Subject> CurrentAsync(
        Guid id, Caller caller, PurchaseStore purchases, Consistency consistency, CancellationToken cancellationToken) =>
        await FindAsync(id, caller, purchases, consistency, cancellationToken) is { } purchase ? Subject.At(purchase.Version) : Subject.Missing;

    private static async Task<Purchase?> FindAsync(Guid id, Caller caller, PurchaseStore purchases, Consistency consistency, CancellationToken cancellationToken)
    {
        var purchase = await purchases.FindAsync(id, consistency, cancellationToken);
        return purchase is not null && purchase.IsFor(caller) ? purchase : null;
    }
}
