using Shop.Data.Redis;

namespace Shop.Data.Products;

/// <summary>One change of a product's stock; the movements of a product add up to what is on hand and what is reserved.</summary>
/// <param name="Sequence">1, 2, 3 … for each product.</param>
/// <param name="Kind">One of <see cref="MovementKind"/>.</param>
/// <param name="Reason">Why the stock was adjusted or set, one of <see cref="StockReason"/>; null for all other kinds.</param>
/// <param name="PurchaseId">The purchase that moved the stock, or null.</param>
/// <param name="Actor">An admin's id, <c>customer</c> for the purchase's own customer, <c>system</c> for an expired hold.</param>
public sealed record StockMovement(
    Guid Id,
    long Sequence,
    Guid ProductId,
    string Kind,
    long Delta,
    long ReservedDelta,
    long OnHandAfter,
    long ReservedAfter,
    string? Reason,
    Guid? PurchaseId,
    string Actor,
    string? Note,
    DateTimeOffset At)
{
    internal static StockMovement From(HashFields fields) => new(
        fields.Id("id"),
        fields.Number("sequence"),
        fields.Id("productId"),
        fields["kind"],
        fields.Number("delta"),
        fields.Number("reservedDelta"),
        fields.Number("onHandAfter"),
        fields.Number("reservedAfter"),
        Text(fields["reason"]),
        Text(fields["purchaseId"]) is { } purchase ? Guid.Parse(purchase) : null,
        fields["actor"],
        Text(fields["note"]),
        fields.Time("at"));

    private static string? Text(string stored) => stored.Length == 0 ? null : stored;
}

/// <summary>What moved a product's stock.</summary>
public static class MovementKind
{
    /// <summary>The units that the product was added with.</summary>
    public const string Initial = "initial";

    /// <summary>An admin added or took away some.</summary>
    public const string Adjustment = "adjustment";

    /// <summary>An admin counted them.</summary>
    public const string Set = "set";

    /// <summary>A purchase holds some.</summary>
    public const string Reserve = "reserve";

    /// <summary>A purchase that held some was cancelled.</summary>
    public const string Release = "release";

    /// <summary>A hold ended before it was paid.</summary>
    public const string Expire = "expire";

    /// <summary>What was held is paid.</summary>
    public const string Sale = "sale";

    /// <summary>What was sold came back: cancelled or refunded.</summary>
    public const string Restock = "restock";
}

/// <summary>Why an admin changed the stock.</summary>
public static class StockReason
{
    public const string Restock = "restock";
    public const string Return = "return";
    public const string Damage = "damage";
    public const string Count = "count";
    public const string Other = "other";
}

/// <summary>A wish to change what is on hand.</summary>
/// <param name="Delta">Units to add, or to take when negative; ±1..1 000 000.</param>
/// <param name="Actor">Who asks: an admin's id.</param>
public sealed record StockAdjustment(long Delta, string Reason, string? Note, string Actor);
