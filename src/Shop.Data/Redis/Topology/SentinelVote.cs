namespace Shop.Data.Redis;

/// <summary>What a Sentinel said.</summary>
/// <param name="Sentinel">The Sentinel, as <c>host:port</c>.</param>
/// <param name="Master">Whom it calls master; null when it does not know the name.</param>
/// <param name="Replicas">Every node that it lists as a replica, dead ones too.</param>
/// <param name="Down">Those of them that it cannot reach (<c>s_down</c>).</param>
/// <param name="AskedAt">When it was asked, on the watcher's clock.</param>
internal sealed record SentinelVote(
    string Sentinel, string? Master, IReadOnlyList<string> Replicas, IReadOnlyList<string> Down, TimeSpan AskedAt);
