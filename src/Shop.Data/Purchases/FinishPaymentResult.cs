using Shop.Data.Redis;

namespace Shop.Data.Purchases;

/// <summary>What finishing a payment can come to: the codes of FinishPayment.lua.</summary>
public abstract record FinishPaymentResult
{
    public sealed record Paid(Purchase Purchase, Written Written) : FinishPaymentResult;

    public sealed record Declined(Purchase Purchase, Written Written) : FinishPaymentResult;

    /// <summary>The provider failed; the purchase stays as it is.</summary>
    public sealed record Failed(Purchase Purchase, Written Written) : FinishPaymentResult;

    /// <summary>Cancelled or expired while the provider was asked; what it approved is paid back.</summary>
    public sealed record HoldLost(Purchase Purchase) : FinishPaymentResult;

    public sealed record KeyReused : FinishPaymentResult;
}
