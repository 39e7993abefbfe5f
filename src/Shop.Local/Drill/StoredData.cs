namespace Shop.Local.Drill;

/// <summary>What the shop holds of a run when all is whole again.</summary>
/// <param name="Violations">What /v1/admin/invariants complains about.</param>
internal sealed record StoredData(
    IReadOnlyList<StoredProduct> Products,
    IReadOnlyList<StoredPurchase> Purchases,
    IReadOnlyList<StoredMovement> Movements,
    IReadOnlyList<string> Violations);

/// <param name="Initial">Its stock when the run began.</param>
internal sealed record StoredProduct(string Id, long Initial, long OnHand, long Available);

/// <param name="Content">In the words of <see cref="Operation.Content"/>.</param>
internal sealed record StoredPurchase(string Id, string Mark, string Product, int Quantity, string Status, string Content);

/// <param name="Mark">The note of an adjustment.</param>
/// <param name="Purchase">Of a sale.</param>
internal sealed record StoredMovement(string Product, string Kind, int Delta, string Mark, string Purchase);
