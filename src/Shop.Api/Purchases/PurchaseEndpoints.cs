using Microsoft.AspNetCore.Http.HttpResults;
using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Data.Purchases;
using Shop.Data.Redis;
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
        Page page, Caller caller, PurchaseStore purchases, CancellationToken cancellationToken) =>
        ReadAsync(caller.Owner(), page, caller, purchases, cancellationToken);

    private static async Task<Results<PageAnswer<PurchaseResponse>, Problem>> ListOfUserAsync(
        Guid id, Page page, Caller caller, PurchaseStore purchases, UserStore users, CancellationToken cancellationToken)
    {
        if (id != caller.Id && !(caller.IsAdmin && await users.FindAsync(id, cancellationToken) is not null))
        {
            return Problems.NotFound();
        }

        return await ReadAsync(id, page, caller, purchases, cancellationToken);
    }

    private static async Task<PageAnswer<PurchaseResponse>> ReadAsync(
        Guid? userId, Page page, Caller caller, PurchaseStore purchases, CancellationToken cancellationToken)
    {
        var query = new PageQuery(page.Limit, page.After, Descending: page.Sort[0] == '-', page.IncludeTotal);
        var found = await purchases.ListAsync(userId, query, cancellationToken);
        return page.With([.. found.Items.Select(purchase => PurchaseResponse.For(caller, purchase))], found.Next, found.Total);
    }

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
