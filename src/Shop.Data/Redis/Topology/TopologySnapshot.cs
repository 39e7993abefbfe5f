namespace Shop.Data.Redis;

/// <summary>Who is what, as of one moment. Nothing else decides where a write or a read goes.</summary>
/// <param name="Master">The node that takes writes, or null: then writes are held.</param>
/// <param name="Acknowledgements">How many replicas must hold a write before it is acknowledged.</param>
/// <param name="Confirmers">
/// Who must be among them. Redis counts whoever confirms: a replica that has just come back would stand in for one that was just promoted.
/// </param>
/// <param name="ReadSet">The replicas to read from. Empty: read from the master.</param>
/// <param name="Epoch">Rises whenever another node becomes the master.</param>
/// <param name="Reason">Why it is so, for the log.</param>
internal sealed record TopologySnapshot(
    string? Master, int Acknowledgements, IReadOnlyList<string> Confirmers, IReadOnlyList<string> ReadSet, long Epoch, string Reason)
{
    /// <summary>
    /// The node that was promoted in the master's place, while the Sentinels still name that: the next master, most likely. It may not be written to
    /// yet, but nobody has more of what was acknowledged. Null while there is a master.
    /// </summary>
    public string? Successor { get; init; }

    public static TopologySnapshot Unknown { get; } = new(null, 1, [], [], 0, "no Sentinel has answered yet");

    /// <summary>Whether both send writes and reads to the same nodes.</summary>
    public bool SaysTheSameAs(TopologySnapshot other) =>
        string.Equals(Master, other.Master, StringComparison.Ordinal)
        && string.Equals(Successor, other.Successor, StringComparison.Ordinal)
        && Acknowledgements == other.Acknowledgements
        && Epoch == other.Epoch
        && Confirmers.SequenceEqual(other.Confirmers, StringComparer.Ordinal)
        && ReadSet.SequenceEqual(other.ReadSet, StringComparer.Ordinal);
}
