namespace Shop.Data.Redis;

/// <summary>What a node said of itself.</summary>
/// <param name="Address">The node, as <c>host:port</c>.</param>
/// <param name="IsMaster">Whether it called itself master.</param>
/// <param name="Master">Whom it replicates, as <c>host:port</c>; null for a master.</param>
/// <param name="LinkUp">Whether it is connected to that master and in step.</param>
/// <param name="Offset">How far its data reaches in the master's stream.</param>
/// <param name="Replicas">The replicas that a master sees attached, as <c>host:port</c>.</param>
/// <param name="AskedAt">When it was asked, on the watcher's clock: the answer is at least that new.</param>
internal sealed record NodeObservation(
    string Address, bool IsMaster, string? Master, bool LinkUp, long Offset, IReadOnlyList<string> Replicas, TimeSpan AskedAt)
{
    /// <summary>Names the history of its data: each master has its own, which its replicas share.</summary>
    public string History { get; init; } = "";

    /// <summary>The history that it shared before it was promoted or repointed; null when there is none.</summary>
    public string? FormerHistory { get; init; }
}
