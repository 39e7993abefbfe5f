using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Api.Telemetry;
using Shop.Data.Purchases;

namespace Shop.Api.Purchases;

/// <summary>POST /v1/purchases/{id}/refund: pays back units, or all that is left.</summary>
internal static class RefundPurchase
{
    public static async Task<Results<Answer<PurchaseResponse>, Problem>> HandleAsync(
        Guid id,
        OptionalBody<RefundRequest> body,
        Change change,
        Caller caller,
        PurchaseStore purchases,
        ShopMetrics metrics,
        CancellationToken cancellationToken) =>
        await purchases.RefundAsync(id, caller.Actor(), body.Value.ToRefund(), change.IfMatch, change.Operation, cancellationToken) switch
        {
            RefundPurchaseResult.Refunded refunded => Refunded(caller, refunded, metrics),
            RefundPurchaseResult.UnknownLine { Items: var items } => Problems.UnknownProduct(
                [.. items.Select(item => Violation.InBody($"#/items/{item}/productId", FieldCodes.Format, "must be in the purchase"))]),
            RefundPurchaseResult.RefundExceedsPaid { Items: var items } => Problems.RefundExceedsPaid(
                [.. items.Select(it => Violation.InBody($"#/items/{it.Item}/quantity", FieldCodes.Max, $"must be at most {it.Left}"))]),
            RefundPurchaseResult.NotFound => Problems.NotFound(),
            RefundPurchaseResult.PreconditionFailed failed => Problems.PreconditionFailed(
                long.Parse(failed.CurrentVersion, CultureInfo.InvariantCulture)),
            RefundPurchaseResult.InvalidState invalid => invalid.Purchase.Forbids(caller),
            RefundPurchaseResult.PurchaseExpired expired => expired.Purchase.Forbids(caller),
            RefundPurchaseResult.KeyReused => Problems.IdempotencyKeyReused(),
            var unknown => throw new InvalidOperationException($"Refunding a purchase came to {unknown}."),
        };

    private static Answer<PurchaseResponse> Refunded(Caller caller, RefundPurchaseResult.Refunded refunded, ShopMetrics metrics)
    {
        metrics.PurchaseTurned(refunded.Purchase, refunded.Written);
        return Answer.Ok(PurchaseResponse.For(caller, refunded.Purchase)).WithETag(refunded.Purchase.Version).After(refunded.Written);
    }
}
