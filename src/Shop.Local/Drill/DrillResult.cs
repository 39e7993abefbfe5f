namespace Shop.Local.Drill;

/// <summary>What came of one scenario.</summary>
/// <param name="Number">Which of its repetitions, from 1 on.</param>
internal sealed record DrillResult(Scenario Scenario, int Number, Timeline Timeline, Timings Timings, IReadOnlyList<Violation> Violations)
{
    /// <summary>What reached the webhook, where somebody watches.</summary>
    public IReadOnlyList<AlertNotice> Alerts { get; init; } = [];

    /// <summary>The reads that took longer than a fault of Redis should let them, the longest first.</summary>
    public IReadOnlyList<Operation> SlowReads { get; init; } = [];

    /// <summary>Why it was not run.</summary>
    public string? Skipped { get; init; }

    /// <summary>The latency of every call as SVG.</summary>
    public string Picture { get; init; } = "";

    public int Calls { get; init; }

    public int AcknowledgedWrites { get; init; }

    /// <summary>Answers 503 with Retry-After.</summary>
    public int Unavailable { get; init; }

    public static DrillResult Skip(Scenario scenario, string reason) =>
        new(scenario, 0, new Timeline(default, default, default), new Timings(default, default, default, [], []), []) { Skipped = reason };

    public bool IsGood => Violations.Count == 0;

    public int Count(ViolationKind kind) => Violations.Count(violation => violation.Kind == kind);
}
