namespace Shop.Data.Redis;

/// <summary>The newest word of every node and every Sentinel: all that the rules may look at.</summary>
/// <param name="SentinelCount">How many Sentinels there are, heard or not: a majority is one of all of them.</param>
/// <param name="Votes">By Sentinel; one that never answered has no entry.</param>
/// <param name="Nodes">By node; null for a node that is known but never answered.</param>
internal sealed record Observations(
    int SentinelCount,
    IReadOnlyDictionary<string, SentinelVote> Votes,
    IReadOnlyDictionary<string, NodeObservation?> Nodes)
{
    public int Majority => (SentinelCount / 2) + 1;
}
