using System.Collections.Immutable;

namespace Shop.Data.Redis;

/// <summary>A snapshot, and what the rules must remember to make the next one.</summary>
/// <param name="Snapshot">What the others see.</param>
/// <param name="LastMaster">The last node that was master, also while none is.</param>
/// <param name="Replicas">The history of each replica that counts for acknowledgements.</param>
internal sealed record TopologyState(TopologySnapshot Snapshot, string? LastMaster, ImmutableDictionary<string, ReplicaHistory> Replicas)
{
    public static TopologyState Start { get; } =
        new(TopologySnapshot.Unknown, null, ImmutableDictionary.Create<string, ReplicaHistory>(StringComparer.Ordinal));
}

/// <summary>How a replica came to where it is.</summary>
/// <param name="NeededSince">Since when it has counted for acknowledgements without a break; null while nobody can tell.</param>
/// <param name="HealthySince">Since when it has answered, been linked and been called down by no Sentinel; null when it is not so now.</param>
/// <param name="CatchUpTo">The offset of the master that it must reach to be read from; null before it is known.</param>
/// <param name="Trouble">Why it is not read from; null when it is in the read set.</param>
internal sealed record ReplicaHistory(TimeSpan? NeededSince, TimeSpan? HealthySince, long? CatchUpTo, string? Trouble)
{
    public static ReplicaHistory Broken { get; } = new(null, null, null, "no master is known");

    public bool Readable => Trouble is null;
}
