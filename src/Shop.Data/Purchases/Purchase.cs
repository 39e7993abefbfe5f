using Shop.Data.Redis;

namespace Shop.Data.Purchases;

/// <summary>A purchase: lines that were reserved together and are paid, cancelled or expire together.</summary>
/// <param name="ExpiresAt">When a pending purchase loses its hold; afterwards it is shown as expired, released or not.</param>
/// <param name="RefundedTotal">What was paid back so far.</param>
/// <param name="LastRefund">What was paid back the last time; 0 when nothing was.</param>
/// <param name="Version">Starts at 1 and rises with each change: the ETag.</param>
public sealed record Purchase(
    Guid Id,
    Guid UserId,
    IReadOnlyList<PurchaseLine> Lines,
    Money Total,
    Money RefundedTotal,
    Money LastRefund,
    string Status,
    DateTimeOffset ExpiresAt,
    ShippingAddress? ShippingAddress,
    string? Note,
    Tracking? Tracking,
    IReadOnlyList<Payment> Payments,
    IReadOnlyList<Transition> History,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    long Version)
{
    /// <param name="now">Redis' time: holds know no other clock. Null where the script has just decided by it.</param>
    internal static Purchase From(HashFields fields, DateTimeOffset? now = null)
    {
        var currency = fields["currency"];
        return new Purchase(
            fields.Id("id"),
            fields.Id("userId"),
            [.. fields.Json("items", StoredJson.Default.ListStoredLine)!.Select(line => line.In(currency))],
            new Money(fields.Number("total"), currency),
            new Money(fields.Number("refundedTotal"), currency),
            new Money(fields.Find("lastRefund") is null ? 0 : fields.Number("lastRefund"), currency),
            now is { } at && IsOver(fields, at) ? PurchaseStatus.Expired : fields["status"],
            fields.Time("expiresAt"),
            fields.Json("shippingAddress", StoredJson.Default.ShippingAddress),
            fields.Json("note", StoredJson.Default.String),
            fields.Find("tracking") is null ? null : fields.Json("tracking", StoredJson.Default.Tracking),
            [.. fields.Json("payments", StoredJson.Default.ListStoredPayment)!.Select(payment => payment.In(currency))],
            [.. fields.Json("history", StoredJson.Default.ListStoredTransition)!.Select(transition => transition.Read())],
            fields.Time("createdAt"),
            fields.Time("updatedAt"),
            fields.Number("version"));
    }

    // A payment that is under way keeps the hold alive: the same rule as state() in purchase.lua.
    private static bool IsOver(HashFields fields, DateTimeOffset now) =>
        fields["status"] == PurchaseStatus.Pending
        && fields.Time("expiresAt") <= now
        && (fields.Find("attemptUntil") is null || fields.Time("attemptUntil") <= now);
}

/// <summary>One line of a purchase, at the price of the moment it was placed.</summary>
public sealed record PurchaseLine(
    Guid ProductId, string Sku, string Name, long Quantity, Money UnitPrice, Money LineTotal, long RefundedQuantity);

/// <summary>One attempt to pay.</summary>
public sealed record Payment(
    Guid Id,
    [property: OneOf(typeof(PaymentStatus))] string Status,
    Money Amount,
    [property: OneOf(typeof(DeclineCodes))] string? DeclineCode,
    DateTimeOffset At);

/// <summary>One change of a purchase's status; the first comes from none. A refund of a part goes from a status to the same one.</summary>
/// <param name="Actor">An admin's id, <c>customer</c> for the purchase's own customer, <c>system</c> for an expired hold.</param>
public sealed record Transition(
    [property: OneOf(typeof(PurchaseStatus))] string? From,
    [property: OneOf(typeof(PurchaseStatus))] string To,
    DateTimeOffset At,
    string Actor,
    string? Reason);

/// <summary>Where a purchase goes.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
public sealed record ShippingAddress(string Name, string Line1, string? Line2, string City, string PostalCode, string Country);

/// <summary>Where a parcel is followed.</summary>
public sealed record Tracking(string Carrier, string Number);

/// <summary>The states of a purchase.</summary>
public static class PurchaseStatus
{
    /// <summary>Its lines are reserved until the hold is over.</summary>
    public const string Pending = "pending";

    /// <summary>Its lines are sold.</summary>
    public const string Paid = "paid";

    /// <summary>On its way.</summary>
    public const string Shipped = "shipped";

    /// <summary>Arrived.</summary>
    public const string Delivered = "delivered";

    /// <summary>Every unit is paid back.</summary>
    public const string Refunded = "refunded";

    /// <summary>Called off; what it held or sold is free again.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>The hold ended before it was paid.</summary>
    public const string Expired = "expired";
}
