using Shop.Data.Redis;

namespace Shop.Data.Purchases;

/// <summary>What refunding a purchase can come to: the codes of RefundPurchase.lua.</summary>
public abstract record RefundPurchaseResult
{
    public sealed record Refunded(Purchase Purchase, Written Written) : RefundPurchaseResult;

    /// <param name="Items">The places of the items that the purchase has no line for, from 0.</param>
    public sealed record UnknownLine(IReadOnlyList<int> Items) : RefundPurchaseResult;

    /// <param name="Items">The places of the items that ask for more than is left, from 0, and what is left of each.</param>
    public sealed record RefundExceedsPaid(IReadOnlyList<(int Item, long Left)> Items) : RefundPurchaseResult;

    public sealed record NotFound : RefundPurchaseResult;

    public sealed record PreconditionFailed(string CurrentVersion) : RefundPurchaseResult;

    public sealed record InvalidState(Purchase Purchase) : RefundPurchaseResult;

    public sealed record PurchaseExpired(Purchase Purchase) : RefundPurchaseResult;

    public sealed record KeyReused : RefundPurchaseResult;
}
