using System.Globalization;
using System.Text;
using Shop.Local.Reports;

namespace Shop.Local.Drill;

/// <summary>One page that needs nothing besides itself: the verdict, a row for each run, and each run as a picture.</summary>
internal static class HtmlReport
{
    private const int Shown = 50;

    public static string Page(IReadOnlyCollection<DrillResult> runs, DrillOptions options)
    {
        var isGood = runs.All(run => run.IsGood);
        return HtmlPage.Write("drill", HtmlStyle.Css, $"""
            <header>
            <h1>Drill</h1>
            <p class="verdict {(isGood ? "good" : "bad")}">{HtmlPage.Text(Words.Of(runs))}</p>
            <p class="quiet">{HtmlPage.Text(Circumstances(options))}</p>
            </header>
            {Table(runs)}
            <p class="legend"><i class="write"></i> write <i class="read"></i> read <i class="bad"></i> failed or 503:
            one dot a call, how long it took over when it began</p>
            {string.Join('\n', runs.Where(run => run.Skipped is null).Select(Section))}
            """);
    }

    private static string Circumstances(DrillOptions options) => string.Create(
        CultureInfo.InvariantCulture,
        $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC. {options.Clients} clients through nginx; {Machine.Text}.");

    private static string Table(IEnumerable<DrillResult> runs) => $"""
        <div class="wide"><table>
        <thead><tr><th>scenario</th><th>calls</th><th>writes</th>
        <th>lost</th><th>doubled</th><th>oversold</th><th>stale</th><th>failed</th><th>unalerted</th><th>503</th>
        <th>no write for</th><th>slowest write</th><th>slowest read</th>
        <th>p99 of writes before</th><th>during</th><th>after</th><th></th></tr></thead>
        <tbody>
        {string.Join('\n', runs.Select(Row))}
        </tbody>
        </table></div>
        """;

    private static string Row(DrillResult run)
    {
        if (run.Skipped is { } reason)
        {
            return $"<tr><th scope=\"row\">{run.Scenario.Name}</th><td class=\"skipped\" colspan=\"16\">skipped: {HtmlPage.Text(reason)}</td></tr>";
        }

        var cells = new[] { HtmlPage.Number(run.Calls), HtmlPage.Number(run.AcknowledgedWrites) }
            .Concat(Enum.GetValues<ViolationKind>().Select(kind => HtmlPage.Number(run.Count(kind))))
            .Concat([HtmlPage.Number(run.Unavailable), Time(run.Timings.WriteGap), Time(run.Timings.SlowestWrite), Time(run.Timings.SlowestRead)])
            .Concat(run.Timings.Writes.Select(phase => Time(phase.P99)));
        return $"<tr><th scope=\"row\"><a href=\"#{Anchor(run)}\">{Name(run)}</a></th>"
            + string.Concat(cells.Select(cell => $"<td>{cell}</td>"))
            + $"<td class=\"{(run.IsGood ? "good\">good" : "bad\">broken")}</td></tr>";
    }

    private static string Section(DrillResult run) => $"""
        <section id="{Anchor(run)}">
        <h2>{Name(run)} <small>{HtmlPage.Text(run.Scenario.Summary)}</small></h2>
        {run.Picture}
        <p class="quiet">{HtmlPage.Text(Percentiles(run))}</p>
        {Notes(run)}
        {Violations(run)}
        </section>
        """;

    private static string Percentiles(DrillResult run)
    {
        string[] phases = ["before", "during", "after"];
        var rows = phases.Select((phase, i) =>
            $"{phase} the fault: writes {Times(run.Timings.Writes[i])}, reads {Times(run.Timings.Reads[i])}");
        return $"p50 and p99 {string.Join("; ", rows)}.";
    }

    private static string Times(Percentiles of) => $"{Time(of.P50)} and {Time(of.P99)}";

    private static string Notes(DrillResult run) => string.Concat(
        run.Alerts.Select(Words.Of)
            .Concat(run.SlowReads.Take(Shown).Select(read => Words.Of(read, run.Timeline)))
            .Select(note => $"<p class=\"quiet\">{HtmlPage.Text(note)}</p>"));

    private static string Violations(DrillResult run)
    {
        if (run.IsGood)
        {
            return "";
        }

        var list = new StringBuilder("<ul>");
        foreach (var violation in run.Violations.Take(Shown))
        {
            list.Append(CultureInfo.InvariantCulture, $"<li><b>{Words.Of(violation.Kind)}</b> {HtmlPage.Text(violation.Text)} ")
                .Append(CultureInfo.InvariantCulture, $"<code>{HtmlPage.Text(violation.Mark)}</code></li>");
        }

        var more = run.Violations.Count - Shown;
        return list.Append(more > 0 ? string.Create(CultureInfo.InvariantCulture, $"<li>and {more} more</li></ul>") : "</ul>").ToString();
    }

    private static string Anchor(DrillResult run) => string.Create(CultureInfo.InvariantCulture, $"{run.Scenario.Name}-{run.Number}");

    private static string Name(DrillResult run) =>
        run.Number == 1 ? run.Scenario.Name : string.Create(CultureInfo.InvariantCulture, $"{run.Scenario.Name} {run.Number}");

    private static string Time(TimeSpan time) => time.TotalSeconds >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms");
}
