namespace Shop.Data.Purchases;

/// <summary>What the payment provider said.</summary>
/// <param name="Status"><c>succeeded</c>, <c>declined</c> or <c>error</c>.</param>
/// <param name="DeclineCode">Why it was declined: <c>card_declined</c>, <c>insufficient_funds</c> or <c>expired_card</c>; else null.</param>
public sealed record PaymentOutcome(string Status, string? DeclineCode = null);
