namespace Shop.Data;

/// <summary>An amount in minor units (cents), 0..99 999 999 999, and its ISO 4217 currency. No floating point touches it anywhere.</summary>
public readonly record struct Money(long Amount, string Currency);
