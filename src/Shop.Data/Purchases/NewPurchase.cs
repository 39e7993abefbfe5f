namespace Shop.Data.Purchases;

/// <summary>A purchase to place.</summary>
/// <param name="Actor">An admin's id, or <c>customer</c>.</param>
/// <param name="Hold">How long the lines stay reserved, 60 s..1 h; by Redis' clock.</param>
/// <param name="ExpectedTotal">What the client believes it costs; another total is refused.</param>
/// <param name="WithPayment">Whether the payment begins in the same step; <see cref="PurchaseStore.FinishPaymentAsync"/> must follow.</param>
public sealed record NewPurchase(
    Guid UserId,
    string Actor,
    IReadOnlyList<NewLine> Lines,
    TimeSpan Hold,
    Money? ExpectedTotal,
    ShippingAddress? ShippingAddress,
    string? Note,
    bool WithPayment);

/// <summary>One line to place; a product stands in one line only.</summary>
public sealed record NewLine(Guid ProductId, int Quantity);

/// <summary>Units that a line wanted and the shop has not.</summary>
public sealed record Shortage(Guid ProductId, long Requested, long Available);

/// <summary>A line that wants more than a single purchase may have of its product.</summary>
/// <param name="Line">The place of the line, from 0.</param>
public sealed record LineAboveMax(int Line, long Max);
