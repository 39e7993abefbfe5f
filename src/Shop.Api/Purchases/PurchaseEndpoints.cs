using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Api.Users;
using Shop.Data.Purchases;
using Shop.Data.Redis;
using Shop.Data.Users;

namespace Shop.Api.Purchases;

internal static class PurchaseEndpoints
{
    public static void MapPurchases(this IEndpointRouteBuilder app)
    {
        var purchases = app.MapGroup("/v1/purchases").WithTags("Purchases").ExampleOf("id", PurchaseExamples.Id);
        purchases.Get("/", ListAsync).SortedBy("-createdAt", "createdAt")
            .As("listPurchases", "List purchases").Example(PurchaseExamples.Page);
        purchases.Post("/", PlacePurchase.HandleAsync).As("placePurchase", "Place a purchase, and pay it if a payment comes along")
            .Creates().Fails(402, "payment-declined")
            .Fails(409, "out-of-stock", "product-unavailable", "price-changed", "idempotency-in-progress")
            .Fails(422, "unknown-product", "mixed-currency", "amount-overflow")
            .Example(PurchaseExamples.NewPurchase, PurchaseExamples.Pending);
        purchases.Get("/{id}", GetAsync).As("getPurchase", "Read a purchase").Example(PurchaseExamples.Paid);
        purchases.Post("/{id}/pay", PayPurchase.HandleAsync).About(CurrentAsync).As("payPurchase", "Pay a pending purchase")
            .Fails(402, "payment-declined").Fails(409, "invalid-state", "purchase-expired", "idempotency-in-progress")
            .Fails(503, "payment-unavailable").Example(PurchaseExamples.Payment, PurchaseExamples.Paid);
        purchases.Post("/{id}/cancel", CancelAsync).About(CurrentAsync).As("cancelPurchase", "Call a purchase off")
            .Fails(409, "invalid-state", "purchase-expired").Example(PurchaseExamples.Cancellation, PurchaseExamples.Cancelled);

        app.MapGroup("/v1/users").WithTags("Purchases").MeIsCaller().ExampleOf("id", UserExamples.Id)
            .Get("/{id}/purchases", ListOfUserAsync).SortedBy("-createdAt", "createdAt")
            .As("listPurchasesOfUser", "List a user's purchases").Example(PurchaseExamples.Page);
    }

    private static Task<PageAnswer<PurchaseResponse>> ListAsync(
        Page page, Caller caller, PurchaseStore purchases, CancellationToken cancellationToken) =>
        ReadAsync(caller.Owner(), page, purchases, cancellationToken);

    private static async Task<Results<PageAnswer<PurchaseResponse>, Problem>> ListOfUserAsync(
        Guid id, Page page, Caller caller, PurchaseStore purchases, UserStore users, CancellationToken cancellationToken)
    {
        if (id != caller.Id && !(caller.IsAdmin && await users.FindAsync(id, cancellationToken) is not null))
        {
            return Problems.NotFound();
        }

        return await ReadAsync(id, page, purchases, cancellationToken);
    }

    private static async Task<PageAnswer<PurchaseResponse>> ReadAsync(
        Guid? userId, Page page, PurchaseStore purchases, CancellationToken cancellationToken)
    {
        var query = new PageQuery(page.Limit, page.After, Descending: page.Sort[0] == '-', page.IncludeTotal);
        var found = await purchases.ListAsync(userId, query, cancellationToken);
        return page.With([.. found.Items.Select(PurchaseResponse.From)], found.Next, found.Total);
    }

    private static async Task<Results<Answer<PurchaseResponse>, Problem>> GetAsync(
        Guid id, Caller caller, PurchaseStore purchases, CancellationToken cancellationToken) =>
        await FindAsync(id, caller, purchases, cancellationToken) is { } purchase
            ? Answer.Ok(PurchaseResponse.From(purchase)).WithETag(purchase.Version)
            : Problems.NotFound();

    private static async Task<Results<Answer<PurchaseResponse>, Problem>> CancelAsync(
        Guid id,
        OptionalBody<CancellationRequest> body,
        Change change,
        Caller caller,
        PurchaseStore purchases,
        CancellationToken cancellationToken)
    {
        var result = await purchases.CancelAsync(
            id, caller.Owner(), caller.Actor(), body.Value.Reason, change.IfMatch, change.Operation, cancellationToken);
        return result switch
        {
            CancelPurchaseResult.Cancelled cancelled => Answer.Ok(PurchaseResponse.From(cancelled.Purchase))
                .WithETag(cancelled.Purchase.Version).After(cancelled.Written),
            CancelPurchaseResult.NotFound => Problems.NotFound(),
            CancelPurchaseResult.PreconditionFailed failed => Problems.PreconditionFailed(
                long.Parse(failed.CurrentVersion, CultureInfo.InvariantCulture)),
            CancelPurchaseResult.InvalidState invalid => invalid.Purchase.Forbids(),
            CancelPurchaseResult.PurchaseExpired expired => expired.Purchase.Forbids(),
            CancelPurchaseResult.KeyReused => Problems.IdempotencyKeyReused(),
            var unknown => throw new InvalidOperationException($"Cancelling a purchase came to {unknown}."),
        };
    }

    private static async Task<Subject> CurrentAsync(
        Guid id, Caller caller, PurchaseStore purchases, CancellationToken cancellationToken) =>
        await FindAsync(id, caller, purchases, cancellationToken) is { } purchase ? Subject.At(purchase.Version) : Subject.Missing;

    private static async Task<Purchase?> FindAsync(Guid id, Caller caller, PurchaseStore purchases, CancellationToken cancellationToken)
    {
        var purchase = await purchases.FindAsync(id, cancellationToken);
        return purchase is not null && (caller.IsAdmin || purchase.UserId == caller.Id) ? purchase : null;
    }
}
