using Shop.Data.Redis;

namespace Shop.Data.Purchases;

/// <summary>What placing a purchase can come to: the codes of PlacePurchase.lua.</summary>
public abstract record PlacePurchaseResult
{
    /// <summary>Every line is reserved.</summary>
    public sealed record Placed(Purchase Purchase, Written Written) : PlacePurchaseResult;

    /// <summary>Every line is reserved and the provider is to be asked, by this caller and nobody else.</summary>
    public sealed record PaymentBegun(Purchase Purchase, Guid Attempt) : PlacePurchaseResult;

    /// <summary>A replay: the same key placed and paid it.</summary>
    public sealed record Paid(Purchase Purchase, Written Written) : PlacePurchaseResult;

    /// <summary>A replay: the same key placed it and the payment was declined.</summary>
    public sealed record Declined(Purchase Purchase, Written Written) : PlacePurchaseResult;

    /// <summary>A replay: the same key placed it and the provider failed.</summary>
    public sealed record Failed(Purchase Purchase, Written Written) : PlacePurchaseResult;

    /// <summary>The same key is waiting for the provider.</summary>
    public sealed record InProgress : PlacePurchaseResult;

    public sealed record UnknownUser : PlacePurchaseResult;

    /// <param name="Lines">The places of the lines, from 0.</param>
    public sealed record UnknownProduct(IReadOnlyList<int> Lines) : PlacePurchaseResult;

    public sealed record AboveMaxPerPurchase(IReadOnlyList<LineAboveMax> Lines) : PlacePurchaseResult;

    public sealed record MixedCurrency : PlacePurchaseResult;

    public sealed record AmountOverflow : PlacePurchaseResult;

    public sealed record ProductUnavailable(IReadOnlyList<Guid> ProductIds) : PlacePurchaseResult;

    public sealed record PriceChanged(Money CurrentTotal) : PlacePurchaseResult;

    /// <summary>Nothing was reserved.</summary>
    public sealed record OutOfStock(IReadOnlyList<Shortage> Shortages) : PlacePurchaseResult;

    public sealed record KeyReused : PlacePurchaseResult;
}
