using Shop.Data.Redis;

namespace Shop.Data.Purchases;

/// <summary>What beginning a payment can come to: the codes of BeginPayment.lua.</summary>
public abstract record BeginPaymentResult
{
    /// <summary>The provider is to be asked, under the attempt's name: once, or again by the call that nginx handed on.</summary>
    public sealed record Begun(Purchase Purchase, Guid Attempt) : BeginPaymentResult;

    /// <summary>A replay: the same key paid it.</summary>
    public sealed record Paid(Purchase Purchase, Written Written) : BeginPaymentResult;

    /// <summary>A replay: with the same key the payment was declined.</summary>
    public sealed record Declined(Purchase Purchase, Written Written) : BeginPaymentResult;

    /// <summary>The same key is waiting for the provider.</summary>
    public sealed record InProgress : BeginPaymentResult;

    public sealed record NotFound : BeginPaymentResult;

    public sealed record PreconditionFailed(string CurrentVersion) : BeginPaymentResult;

    /// <summary>Not pending any more, or another payment is under way.</summary>
    public sealed record InvalidState(Purchase Purchase) : BeginPaymentResult;

    public sealed record PurchaseExpired(Purchase Purchase) : BeginPaymentResult;

    public sealed record KeyReused : BeginPaymentResult;
}
