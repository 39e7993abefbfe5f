namespace Shop.Data.Purchases;

/// <summary>What the payment provider said.</summary>
/// <param name="Status">One of <see cref="PaymentStatus"/>, but not refunded.</param>
/// <param name="DeclineCode">Why it was declined, one of <see cref="DeclineCodes"/>; else null.</param>
public sealed record PaymentOutcome(string Status, string? DeclineCode = null);

/// <summary>What became of an attempt to pay.</summary>
public static class PaymentStatus
{
    public const string Succeeded = "succeeded";
    public const string Declined = "declined";

    /// <summary>The provider failed, or was not heard of in time.</summary>
    public const string Error = "error";

    /// <summary>Approved after the hold was lost, and paid back at once.</summary>
    public const string Refunded = "refunded";
}

/// <summary>Why a payment was declined.</summary>
public static class DeclineCodes
{
    public const string CardDeclined = "card_declined";
    public const string InsufficientFunds = "insufficient_funds";
    public const string ExpiredCard = "expired_card";
}
