namespace Shop.Local.Drill;

/// <summary>What is broken, and for how long.</summary>
/// <param name="Lasts">Until it is healed; null is a third of the run.</param>
/// <param name="Forgives503">While nothing can sell, 503 with Retry-After is the honest answer: it is counted, not a failure.</param>
/// <param name="NeedsPacketFilter">Skipped where there is none.</param>
internal sealed record Scenario(
    string Name, string Summary, Fault Break, TimeSpan? Lasts = null, bool Forgives503 = false, bool NeedsPacketFilter = false)
{
    /// <summary>What an operator must be told; with <c>--alerts</c> the fault lasts until that has arrived.</summary>
    public IReadOnlyList<string> Alerts { get; init; } = [];

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("pause-master", "the master hangs, later it goes on", Faults.Pause(Faults.Master)) { Alerts = ["RedisNodeDown", "RedisFailoverHappened"] },
        new("kill-master", "the master dies, later it comes back", Faults.Kill(Faults.Master)) { Alerts = ["RedisNodeDown", "RedisFailoverHappened"] },
        new("kill-master-fast", "the master dies and is back in 0.1 s", Faults.KillMasterForAMomentAsync),
        new("kill-master-empty", "the master dies and comes back without its data", Faults.KillMasterAndItsDataAsync),
        new("partition-master", "the master is cut off from everything", Faults.CutMasterOffAsync, NeedsPacketFilter: true) { Alerts = ["RedisNodeDown", "RedisFailoverHappened"] },
        new("pause-replica", "a replica hangs, later it goes on", Faults.Pause(Faults.Replica)) { Alerts = ["RedisNodeDown"] },
        new("kill-replica", "a replica dies, later it comes back", Faults.Kill(Faults.Replica)) { Alerts = ["RedisNodeDown"] },
        new("kill-sentinel-then-master", "a Sentinel dies, then the master", Faults.KillSentinelThenMasterAsync) { Alerts = ["SentinelDown", "RedisNodeDown", "RedisFailoverHappened"] },
        new("sentinel-failover", "the Sentinels move the master, which is well", Faults.FailOverAsync) { Alerts = ["RedisFailoverHappened"] },
        new("failover-twice", "the master dies, and the next one is replaced at once", Faults.FailOverTwiceAsync) { Alerts = ["RedisFailoverHappened"] },
        new("kill-api", "an API replica dies, later it comes back", Faults.Kill(Faults.Api)) { Alerts = ["ApiReplicaDown"] },
        new("pause-api", "an API replica hangs for 5 s", Faults.Pause(Faults.Api), TimeSpan.FromSeconds(5)),
        new("restart-api", "an API replica is restarted as at a deployment", Faults.RestartApiAsync),
        new(
            "kill-everything",
            "all Redis nodes die, 2 s later they come back",
            Faults.KillAllRedisAsync,
            TimeSpan.FromSeconds(2),
            Forgives503: true),
    ];

    /// <summary>Those of the names; <c>all</c> is every one.</summary>
    public static IReadOnlyList<Scenario> Named(IReadOnlyList<string> names) =>
        names is ["all"]
            ? All
            : [.. names.Select(name => All.FirstOrDefault(scenario => scenario.Name == name)
                ?? throw new Refusal($"There is no scenario '{name}'. {Choice}"))];

    public static string Choice { get; } = string.Join('\n', [
        "The scenarios are:",
        "",
        .. All.Append(new Scenario("all", "each of them, one after the other", Faults.FailOverAsync))
            .Select(scenario => $"  {scenario.Name,-26} {scenario.Summary}"),
    ]);
}
