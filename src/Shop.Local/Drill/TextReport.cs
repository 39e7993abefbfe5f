using System.Globalization;
using System.Text;

namespace Shop.Local.Drill;

/// <summary>A row for each run, then what was wrong.</summary>
internal static class TextReport
{
    private const int Shown = 10;
    private const string Columns =
        "scenario                       calls  writes |  lost doubled oversold stale failed   503 "
        + "| no write  slowest  slowest |  p99 of writes, ms";

    private const string Units =
        "                                             |                                           "
        + "|   for, s write, s  read, s | before during  after";

    public static string Header => $"{Columns}\n{Units}";

    public static string Row(DrillResult run) => run.Skipped is { } reason
        ? $"{run.Scenario.Name,-26} skipped: {reason}"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{run.Scenario.Name,-26} {run.Number,2} {run.Calls,6} {run.AcknowledgedWrites,7} | "
            + $"{Counts(run)} | {Stalls(run)} | {P99(run)} | {Word(run)}");

    /// <summary>A line for each alert that arrived, and for the longest of the slow reads.</summary>
    public static string Notes(DrillResult run) => string.Concat(
        run.Alerts.Select(Words.Of).Concat(run.SlowReads.Take(Shown).Select(read => Words.Of(read, run.Timeline))).Select(note => $"  {note}\n"));

    /// <summary>The last line says how it all went.</summary>
    public static string Summary(IReadOnlyCollection<DrillResult> runs)
    {
        var text = new StringBuilder();
        foreach (var run in runs.Where(run => !run.IsGood))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{run.Scenario.Name} {run.Number}:");
            foreach (var violation in run.Violations.Take(Shown))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  {Words.Of(violation.Kind)}: {violation.Text} {violation.Mark}");
            }

            text.AppendLine(run.Violations.Count > Shown ? $"  … and {run.Violations.Count - Shown} more" : "");
        }

        return text.Append(CultureInfo.InvariantCulture, $"{Words.Of(runs)}").ToString();
    }

    private static string Counts(DrillResult run) => string.Create(
        CultureInfo.InvariantCulture,
        $"{run.Count(ViolationKind.Lost),5} {run.Count(ViolationKind.Doubled),7} {run.Count(ViolationKind.Oversold),8} "
        + $"{run.Count(ViolationKind.Stale),5} {run.Count(ViolationKind.Failed),6} {run.Unavailable,5}");

    private static string Stalls(DrillResult run) => string.Create(
        CultureInfo.InvariantCulture,
        $"{run.Timings.WriteGap.TotalSeconds,8:0.00} {run.Timings.SlowestWrite.TotalSeconds,8:0.00} "
        + $"{run.Timings.SlowestRead.TotalSeconds,8:0.00}");

    private static string P99(DrillResult run) => string.Join(
        ' ', run.Timings.Writes.Select(phase => phase.P99.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture).PadLeft(6)));

    private static string Word(DrillResult run) => run.IsGood ? "good" : "BROKEN";
}
