namespace Shop.Data.Purchases;

/// <summary>Units to pay back.</summary>
/// <param name="Items">Each product once; null for all that is left.</param>
/// <param name="Restock">Whether the units are sold again.</param>
public sealed record Refund(IReadOnlyList<NewLine>? Items, bool Restock, string? Reason);
