using System.Globalization;

namespace Shop.Local.Drill;

/// <summary>What both reports say in the same words.</summary>
internal static class Words
{
    public static string Of(ViolationKind kind) => kind.ToString().ToLowerInvariant();

    public static string Of(AlertNotice alert)
    {
        var end = alert.Resolved is { } resolved
            ? string.Create(CultureInfo.InvariantCulture, $"ended at {resolved.TotalSeconds:0.0} s")
            : "has not ended";
        return string.Create(
            CultureInfo.InvariantCulture, $"alert {alert.Name} ({alert.Severity}) arrived at {alert.Fired.TotalSeconds:0.0} s, {end}");
    }

    /// <summary>A call that took long: which one, and when it began.</summary>
    public static string Of(Operation call, Timeline line) => string.Create(
        CultureInfo.InvariantCulture,
        $"{call.Act} {(call.HasToken ? "with" : "without")} a token took {call.Took.TotalSeconds:0.00} s, "
        + $"begun {(call.Start - line.Fault).TotalSeconds:+0.00;-0.00} s from the fault {call.Mark}");

    public static string Of(IReadOnlyCollection<DrillResult> runs)
    {
        var (ran, skipped) = (runs.Count(run => run.Skipped is null), runs.Count(run => run.Skipped is not null));
        var broken = runs.Count(run => !run.IsGood);
        var verdict = broken == 0
            ? $"{Runs(ran)}, nothing lost, doubled, oversold, stale or failed"
            : $"{Runs(ran)}, {broken} of them broke a promise";
        return skipped == 0 ? $"{verdict}." : $"{verdict}; {skipped} skipped.";
    }

    private static string Runs(int count) => count == 1 ? "1 run" : string.Create(CultureInfo.InvariantCulture, $"{count} runs");
}
