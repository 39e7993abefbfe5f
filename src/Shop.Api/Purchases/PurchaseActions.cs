using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Api.Telemetry;
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
        ShopMetrics metrics,
        CancellationToken cancellationToken) =>
        Turned(caller, metrics, await purchases.CancelAsync(
            id, caller.Owner(), caller.Actor(), body.Value.Reason, change.IfMatch, change.Operation, cancellationToken));

    /// <summary>DELETE is a cancel that answers with nothing.</summary>
    public static async Task<Results<Answer, Problem>> DeleteAsync(
        Guid id, Change change, Caller caller, PurchaseStore purchases, ShopMetrics metrics, CancellationToken cancellationToken)
    {
        var result = await purchases.CancelAsync(
            id, caller.Owner(), caller.Actor(), reason: null, change.IfMatch, change.Operation, cancellationToken);
        Count(result, metrics);
        return result is PurchaseActionResult.Done done ? Answer.NoContent().After(done.Written) : Refused(caller, result);
    }

    public static async Task<Results<Answer<PurchaseResponse>, Problem>> ShipAsync(
        Guid id,
        OptionalBody<ShipmentRequest> body,
        Change change,
        Caller caller,
        PurchaseStore purchases,
        ShopMetrics metrics,
        CancellationToken cancellationToken) =>
        Turned(caller, metrics, await purchases.ShipAsync(
            id, caller.Actor(), body.Value.Tracking?.ToTracking(), change.IfMatch, change.Operation, cancellationToken));

    public static async Task<Results<Answer<PurchaseResponse>, Problem>> DeliverAsync(
        Guid id,
        OptionalBody<NoFields> body,
        Change change,
        Caller caller,
        PurchaseStore purchases,
        ShopMetrics metrics,
        CancellationToken cancellationToken) =>
        Turned(caller, metrics, await purchases.DeliverAsync(id, caller.Actor(), change.IfMatch, change.Operation, cancellationToken));

    private static Results<Answer<PurchaseResponse>, Problem> Turned(Caller caller, ShopMetrics metrics, PurchaseActionResult result)
    {
        Count(result, metrics);
        return Answered(caller, result);
    }

    private static void Count(PurchaseActionResult result, ShopMetrics metrics)
    {
        if (result is PurchaseActionResult.Done done)
        {
            metrics.PurchaseTurned(done.Purchase, done.Written);
        }
    }

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
