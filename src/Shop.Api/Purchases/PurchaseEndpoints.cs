using Microsoft.AspNetCore.Http.HttpResults;
using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Data.Purchases;
using Shop.Data.Users;

namespace Shop.Api.Purchases;

internal static class PurchaseEndpoints
{
    public static void MapPurchases(this IEndpointRouteBuilder app)
    {
        var purchases = app.MapGroup("/v1/purchases").WithTags("Purchases");
        purchases.Get("/", ListAsync).SortedBy("-createdAt", "createdAt");
        purchases.Post("/", PlacePurchase.HandleAsync);
        purchases.Get("/{id}", GetAsync);
        purchases.Post("/{id}/pay", PayPurchase.HandleAsync).About(CurrentAsync);
        purchases.Post("/{id}/cancel", PurchaseActions.CancelAsync).About(CurrentAsync);
        purchases.Patch("/{id}", ChangePurchase.HandleAsync);
        purchases.Delete("/{id}", PurchaseActions.DeleteAsync);
        purchases.Post("/{id}/ship", PurchaseActions.ShipAsync).For(Audience.Admin).About(CurrentAsync);
        purchases.Post("/{id}/deliver", PurchaseActions.DeliverAsync).For(Audience.Admin);
        purchases.Post("/{id}/refund", RefundPurchase.HandleAsync).For(Audience.Admin).About(CurrentAsync);

        app.MapGroup("/v1/users").WithTags("Purchases").MeIsCaller()
            .Get("/{id}/purchases", ListOfUserAsync).SortedBy("-createdAt", "createdAt");
    }

    private static Task<PageAnswer<PurchaseResponse>> ListAsync(
        Page page, Query<AllPurchasesQuery> query, Caller caller, PurchaseStore purchases, CancellationToken cancellationToken)
    {
        var userId = query.Value.UserId is { } wanted ? Guid.Parse(wanted) : caller.Owner();
        return ReadAsync(query.Value.ToFilter(userId), page, caller, purchases, cancellationToken);
    }

    private static async Task<Results<PageAnswer<PurchaseResponse>, Problem>> ListOfUserAsync(
        Guid id,
        Page page,
        Query<PurchaseQuery> query,
        Caller caller,
        PurchaseStore purchases,
        UserStore users,
        CancellationToken cancellationToken)
    {
        if (id != caller.Id && !(caller.IsAdmin && await users.FindAsync(id, cancellationToken) is not null))
        {
            return Problems.NotFound();
        }

        return await ReadAsync(query.Value.ToFilter(id), page, caller, purchases, cancellationToken);
    }

    private static async Task<PageAnswer<PurchaseResponse>> ReadAsync(
        PurchaseFilter filter, Page page, Caller caller, PurchaseStore purchases, CancellationToken cancellationToken) =>
        page.With(await purchases.ListAsync(filter, page.ToQuery(), cancellationToken), purchase => PurchaseResponse.For(caller, purchase));

    private static async Task<Results<Answer<PurchaseResponse>, Problem>> GetAsync(
        Guid id, Caller caller, PurchaseStore purchases, CancellationToken cancellationToken) =>
        await FindAsync(id, caller, purchases, cancellationToken) is { } purchase
            ? Answer.Ok(PurchaseResponse.For(caller, purchase)).WithETag(purchase.Version)
            : Problems.NotFound();

    private static async Task<Subject> CurrentAsync(
        Guid id, Caller caller, PurchaseStore purchases, CancellationToken cancellationToken) =>
        await FindAsync(id, caller, purchases, cancellationToken) is { } purchase ? Subject.At(purchase.Version) : Subject.Missing;

    private static async Task<Purchase?> FindAsync(Guid id, Caller caller, PurchaseStore purchases, CancellationToken cancellationToken)
    {
        var purchase = await purchases.FindAsync(id, cancellationToken);
        return purchase is not null && purchase.IsFor(caller) ? purchase : null;
    }
}
