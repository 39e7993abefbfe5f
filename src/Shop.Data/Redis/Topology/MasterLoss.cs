namespace Shop.Data.Redis;

/// <summary>A master that another one has replaced.</summary>
/// <param name="At">When it last answered, on the watcher's clock.</param>
/// <param name="Epoch">Whose: a write that is acknowledged in a later one ends the failover.</param>
internal sealed record MasterLoss(TimeSpan At, long Epoch);
