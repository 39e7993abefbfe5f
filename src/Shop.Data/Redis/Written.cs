namespace Shop.Data.Redis;

/// <summary>What a change left behind, besides its outcome.</summary>
/// <param name="Replicas">How many replicas held the change before it was acknowledged: the <c>Durability</c> header.</param>
/// <param name="Replayed">Whether the outcome is that of an earlier request with the same idempotency key.</param>
/// <param name="Reached">How far the data reaches with the change: the <c>Consistency-Token</c> header.</param>
public readonly record struct Written(int Replicas, bool Replayed, Watermark? Reached);
