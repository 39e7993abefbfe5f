namespace Shop.Data.Redis;

/// <summary>
/// One hash that is asked for together with others, and the promise of its answer. Whoever waits for it goes on where it is kept: one wake-up of a
/// thread for all that travelled together.
/// </summary>
/// <param name="kept">What the caller has kept of it, or null.</param>
internal sealed class RowQuestion(string key, KeptRow? kept) : TaskCompletionSource<RowAnswer>
{
    public string Key { get; } = key;

    /// <summary>The mark of what was kept, or nothing: in another lineage it would stand for something else.</summary>
    public string MarkIn(string lineage) => kept is not null && string.Equals(kept.Lineage, lineage, StringComparison.Ordinal) ? kept.Mark : "";
}

/// <summary>A hash as a node has it.</summary>
/// <param name="Fields">Null where it is the one that was kept.</param>
/// <param name="Mark">Tells its states apart, within the lineage.</param>
/// <param name="Reached">How far the node's data reached in the same step; null before the first change of all.</param>
/// <param name="Now">The node's own time, which decides whether a hold is over.</param>
internal sealed record RowAnswer(HashFields? Fields, string Mark, Watermark? Reached, DateTimeOffset Now)
{
    /// <summary>Which node that was, for spans.</summary>
    public (string Node, bool IsMaster)? By { get; init; }

    /// <summary>Whether all is in it that the client has seen. What was seen in another lineage takes a closer look.</summary>
    public bool Has(Watermark? seen) =>
        seen is not { } wanted
        || (Reached is { } reached && reached.Sequence >= wanted.Sequence && string.Equals(reached.Lineage, wanted.Lineage, StringComparison.Ordinal));
}
