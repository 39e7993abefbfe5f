using Microsoft.AspNetCore.Http.HttpResults;
using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Api.Telemetry;
using Shop.Data.Purchases;
using Shop.Data.Redis;

namespace Shop.Api.Purchases;

/// <summary>POST /v1/purchases: reserves the lines and, when a payment came along, pays them.</summary>
internal static class PlacePurchase
{
    public static async Task<Results<Answer<PurchaseResponse>, Problem>> HandleAsync(
        Body<PurchaseRequest> body,
        Change change,
        Caller caller,
        PurchaseStore purchases,
        SimulatedPayments payments,
        ShopMetrics metrics,
        CancellationToken cancellationToken)
    {
        var result = await purchases.PlaceAsync(body.Value.ToNewPurchase(caller), change.Operation, cancellationToken);
        if (result is not PlacePurchaseResult.PaymentBegun begun)
        {
            return Answered(caller, result, metrics);
        }

        // From here on the caller's patience does not count: what the provider says must be written down.
        var outcome = await payments.ChargeAsync(begun.Attempt, body.Value.Payment!.Token!, CancellationToken.None);
        var finished = await purchases.FinishPaymentAsync(
            begun.Purchase.Id, begun.Attempt, outcome, caller.Actor(), placing: true, change.Operation, CancellationToken.None);
        Count(finished, metrics);
        return Answered(caller, finished, metrics);
    }

    private static void Count(FinishPaymentResult result, ShopMetrics metrics)
    {
        if (result is FinishPaymentResult.Paid { Written.Replayed: false } paid)
        {
            metrics.PurchasePaid(paid.Purchase);
        }
    }

    private static Results<Answer<PurchaseResponse>, Problem> Answered(Caller caller, PlacePurchaseResult result, ShopMetrics metrics)
    {
        switch (result)
        {
            case PlacePurchaseResult.Placed placed:
                return Made(caller, placed.Purchase, placed.Written, metrics);
            case PlacePurchaseResult.Paid paid:
                return Made(caller, paid.Purchase, paid.Written, metrics);
            case PlacePurchaseResult.Failed failed:
                return Made(caller, failed.Purchase, failed.Written, metrics);
            case PlacePurchaseResult.Declined declined:
                return Declined(declined.Purchase, declined.Written, metrics);
            case PlacePurchaseResult.OutOfStock { Shortages: var shortages }:
                metrics.PurchasePlaced(PurchaseOutcome.OutOfStock);
                return Problems.OutOfStock(shortages.Select(shortage => (shortage.ProductId, shortage.Requested, shortage.Available)));
            default:
                metrics.PurchasePlaced(PurchaseOutcome.Rejected);
                return Rejected(result);
        }
    }

    private static Results<Answer<PurchaseResponse>, Problem> Answered(
        Caller caller, FinishPaymentResult result, ShopMetrics metrics) => result switch
    {
        FinishPaymentResult.Paid paid => Made(caller, paid.Purchase, paid.Written, metrics),
        FinishPaymentResult.Failed failed => Made(caller, failed.Purchase, failed.Written, metrics),
        FinishPaymentResult.Declined declined => Declined(declined.Purchase, declined.Written, metrics),
        FinishPaymentResult.KeyReused => Problems.IdempotencyKeyReused(),
        var unknown => throw new InvalidOperationException($"Paying a new purchase came to {unknown}."),
    };

    private static Answer<PurchaseResponse> Made(Caller caller, Purchase purchase, Written written, ShopMetrics metrics)
    {
        metrics.PurchasePlaced(written.Replayed ? PurchaseOutcome.Replayed : PurchaseOutcome.Accepted);
        return Answer.Created(Address(purchase), PurchaseResponse.For(caller, purchase)).WithETag(purchase.Version).After(written);
    }

    private static Problem Declined(Purchase purchase, Written written, ShopMetrics metrics)
    {
        metrics.PurchasePlaced(written.Replayed ? PurchaseOutcome.Replayed : PurchaseOutcome.Declined);
        return Problems.PaymentDeclined(purchase.Payments[^1].DeclineCode!).WithHeader("Location", Address(purchase)).After(written);
    }

    private static Problem Rejected(PlacePurchaseResult result) => result switch
    {
        PlacePurchaseResult.InProgress => Problems.IdempotencyInProgress(),
        PlacePurchaseResult.UnknownUser => Problems.ValidationFailed(
            [Violation.InBody("#/userId", FieldCodes.Format, "must be the id of a user")]),
        PlacePurchaseResult.UnknownProduct { Lines: var lines } => Problems.UnknownProduct(
            [.. lines.Select(line => Violation.InBody($"#/items/{line}/productId", FieldCodes.Format, "must be the id of a product"))]),
        PlacePurchaseResult.AboveMaxPerPurchase { Lines: var lines } => Problems.ValidationFailed(
            [.. lines.Select(line => Violation.InBody($"#/items/{line.Line}/quantity", FieldCodes.Max, $"must be at most {line.Max} for this product"))]),
        PlacePurchaseResult.MixedCurrency => Problems.MixedCurrency(
            [Violation.InBody("#/items", FieldCodes.Format, "must be products of one currency")]),
        PlacePurchaseResult.AmountOverflow => Problems.AmountOverflow(
            [Violation.InBody("#/items", FieldCodes.Max, "must cost at most 99999999999 in all")]),
        PlacePurchaseResult.ProductUnavailable { ProductIds: var ids } => Problems.ProductUnavailable(ids),
        PlacePurchaseResult.PriceChanged { CurrentTotal: var total } => Problems.PriceChanged(total.Amount, total.Currency),
        PlacePurchaseResult.KeyReused => Problems.IdempotencyKeyReused(),
        var unknown => throw new InvalidOperationException($"Placing a purchase came to {unknown}."),
    };

    private static string Address(Purchase purchase) => $"/v1/purchases/{purchase.Id}";
}
