using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Data.Purchases;

namespace Shop.Api.Purchases;

/// <summary>What is done to a purchase after it was placed, other than paying and refunding.</summary>
internal static class PurchaseActions
{
    public static async Task<Results<Answer<PurchaseResponse>, Problem>> CancelAsync(
        Guid id,
        OptionalBody<CancellationRequest> body,
        Change change,
        Caller caller,
        PurchaseStore purchases,
        CancellationToken cancellationToken) =>
        Answered(caller, await purchases.CancelAsync(
            id, caller.Owner(), caller.Actor(), body.Value.Reason, change.IfMatch, change.Operation, cancellationToken));

    /// <summary>DELETE is a cancel that answers with nothing.</summary>
    public static async Task<Results<Answer, Problem>> DeleteAsync(
        Guid id, Change change, Caller caller, PurchaseStore purchases, CancellationToken cancellationToken) =>
        await purchases.CancelAsync(
            id, caller.Owner(), caller.Actor(), reason: null, change.IfMatch, change.Operation, cancellationToken) switch
        {
            PurchaseActionResult.Done done => Answer.NoContent().After(done.Written),
            var refused => Refused(caller, refused),
        };

    public static async Task<Results<Answer<PurchaseResponse>, Problem>> ShipAsync(
        Guid id,
        OptionalBody<ShipmentRequest> body,
        Change change,
        Caller caller,
        PurchaseStore purchases,
        CancellationToken cancellationToken) =>
        Answered(caller, await purchases.ShipAsync(
            id, caller.Actor(), body.Value.Tracking?.ToTracking(), change.IfMatch, change.Operation, cancellationToken));

    public static async Task<Results<Answer<PurchaseResponse>, Problem>> DeliverAsync(
        Guid id, OptionalBody<NoFields> body, Change change, Caller caller, PurchaseStore purchases, CancellationToken cancellationToken) =>
        Answered(caller, await purchases.DeliverAsync(id, caller.Actor(), change.IfMatch, change.Operation, cancellationToken));

    public static Results<Answer<PurchaseResponse>, Problem> Answered(Caller caller, PurchaseActionResult result) => result switch
    {
        PurchaseActionResult.Done done => Answer.Ok(PurchaseResponse.For(caller, done.Purchase))
            .WithETag(done.Purchase.Version).After(done.Written),
        _ => Refused(caller, result),
    };

    private static Problem Refused(Caller caller, PurchaseActionResult result) => result switch
    {
        PurchaseActionResult.NotFound => Problems.NotFound(),
        PurchaseActionResult.PreconditionFailed failed => Problems.PreconditionFailed(
            long.Parse(failed.CurrentVersion, CultureInfo.InvariantCulture)),
        PurchaseActionResult.InvalidState invalid => invalid.Purchase.Forbids(caller),
        PurchaseActionResult.PurchaseExpired expired => expired.Purchase.Forbids(caller),
        PurchaseActionResult.KeyReused => Problems.IdempotencyKeyReused(),
        var unknown => throw new InvalidOperationException($"An action on a purchase came to {unknown}."),
    };
}
