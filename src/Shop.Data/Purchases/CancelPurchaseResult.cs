using Shop.Data.Redis;

namespace Shop.Data.Purchases;

/// <summary>What cancelling a purchase can come to: the codes of CancelPurchase.lua.</summary>
public abstract record CancelPurchaseResult
{
    public sealed record Cancelled(Purchase Purchase, Written Written) : CancelPurchaseResult;

    public sealed record NotFound : CancelPurchaseResult;

    public sealed record PreconditionFailed(string CurrentVersion) : CancelPurchaseResult;

    public sealed record InvalidState(Purchase Purchase) : CancelPurchaseResult;

    public sealed record PurchaseExpired(Purchase Purchase) : CancelPurchaseResult;

    public sealed record KeyReused : CancelPurchaseResult;
}
