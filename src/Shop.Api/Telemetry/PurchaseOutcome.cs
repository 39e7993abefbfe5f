namespace Shop.Api.Telemetry;

/// <summary>How an attempt to buy ended, as the metric counts it.</summary>
internal enum PurchaseOutcome
{
    /// <summary>Stock was taken or held.</summary>
    Accepted,

    /// <summary>At least one product had too few units.</summary>
    OutOfStock,

    /// <summary>The payment was refused.</summary>
    Declined,

    /// <summary>The order broke a rule, or named a user or a product that cannot be bought from or sold.</summary>
    Rejected,

    /// <summary>The same Idempotency-Key was answered before: nothing was bought twice.</summary>
    Replayed,
}
