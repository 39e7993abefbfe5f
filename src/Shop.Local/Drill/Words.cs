namespace Shop.Local.Drill;

/// <summary>What both reports say in the same words.</summary>
internal static class Words
{
    public static string Of(ViolationKind kind) => kind.ToString().ToLowerInvariant();

    public static string Of(IReadOnlyCollection<DrillResult> runs)
    {
        var (ran, skipped) = (runs.Count(run => run.Skipped is null), runs.Count(run => run.Skipped is not null));
        var broken = runs.Count(run => !run.IsGood);
        var verdict = broken == 0
            ? $"{ran} runs, nothing lost, doubled, oversold, stale or failed"
            : $"{ran} runs, {broken} of them broke a promise";
        return skipped == 0 ? $"{verdict}." : $"{verdict}; {skipped} skipped.";
    }
}
