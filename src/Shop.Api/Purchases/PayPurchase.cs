using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Api.Telemetry;
using Shop.Data.Purchases;
using Shop.Data.Redis;

namespace Shop.Api.Purchases;

/// <summary>POST /v1/purchases/{id}/pay: begin, ask the provider, finish. The provider is asked for one attempt per key.</summary>
internal static class PayPurchase
{
    private static readonly TimeSpan ProviderRetryAfter = TimeSpan.FromSeconds(5);

    public static async Task<Results<Answer<PurchaseResponse>, Problem>> HandleAsync(
        Guid id,
        Body<PaymentCall> body,
        Change change,
        Caller caller,
        PurchaseStore purchases,
        SimulatedPayments payments,
        ShopMetrics metrics,
        CancellationToken cancellationToken)
    {
        var result = await purchases.BeginPaymentAsync(id, caller.Owner(), change.IfMatch, change.Operation, cancellationToken);
        if (result is not BeginPaymentResult.Begun begun)
        {
            return Answered(caller, result);
        }

        // From here on the caller's patience does not count: what the provider says must be written down.
        var outcome = await payments.ChargeAsync(begun.Attempt, body.Value.Payment!.Token!, CancellationToken.None);
        return await purchases.FinishPaymentAsync(
            id, begun.Attempt, outcome, caller.Actor(), placing: false, change.Operation, CancellationToken.None) switch
        {
            FinishPaymentResult.Paid paid => PaidNow(caller, paid.Purchase, paid.Written, metrics),
            FinishPaymentResult.Declined declined => Declined(declined.Purchase, declined.Written),
            FinishPaymentResult.Failed => Problems.PaymentUnavailable(ProviderRetryAfter),
            FinishPaymentResult.HoldLost lost => lost.Purchase.Forbids(caller),
            FinishPaymentResult.KeyReused => Problems.IdempotencyKeyReused(),
            var unknown => throw new InvalidOperationException($"Paying a purchase came to {unknown}."),
        };
    }

    private static Results<Answer<PurchaseResponse>, Problem> Answered(Caller caller, BeginPaymentResult result) => result switch
    {
        BeginPaymentResult.Paid paid => Paid(caller, paid.Purchase, paid.Written),
        BeginPaymentResult.Declined declined => Declined(declined.Purchase, declined.Written),
        BeginPaymentResult.InProgress => Problems.IdempotencyInProgress(),
        BeginPaymentResult.NotFound => Problems.NotFound(),
        BeginPaymentResult.PreconditionFailed failed => Problems.PreconditionFailed(
            long.Parse(failed.CurrentVersion, CultureInfo.InvariantCulture)),
        BeginPaymentResult.InvalidState invalid => invalid.Purchase.Forbids(caller),
        BeginPaymentResult.PurchaseExpired expired => expired.Purchase.Forbids(caller),
        BeginPaymentResult.KeyReused => Problems.IdempotencyKeyReused(),
        var unknown => throw new InvalidOperationException($"Beginning a payment came to {unknown}."),
    };

    private static Answer<PurchaseResponse> PaidNow(Caller caller, Purchase purchase, Written written, ShopMetrics metrics)
    {
        if (!written.Replayed)
        {
            metrics.PurchasePaid(purchase);
        }

        return Paid(caller, purchase, written);
    }

    private static Answer<PurchaseResponse> Paid(Caller caller, Purchase purchase, Written written) =>
        Answer.Ok(PurchaseResponse.For(caller, purchase)).WithETag(purchase.Version).After(written);

    private static Problem Declined(Purchase purchase, Written written) =>
        Problems.PaymentDeclined(purchase.Payments[^1].DeclineCode!).After(written);
}
