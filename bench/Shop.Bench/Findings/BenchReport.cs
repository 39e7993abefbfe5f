using System.Globalization;
using Shop.Local.Reports;

namespace Shop.Bench.Findings;

/// <summary>One page: what was aimed at and reached, then each suite with its pictures.</summary>
internal static class BenchReport
{
    private const string Css = """

        svg text.name { font-size: 13px; fill: var(--ink); text-anchor: end; }
        svg text.value { font-size: 13px; fill: var(--ink); font-variant-numeric: tabular-nums; } svg text.value tspan { fill: var(--quiet); }
        svg rect.bar { fill: var(--read); fill-opacity: .75; } svg rect.bar.measure { fill: var(--write); }
        svg line.round { stroke: var(--paper); stroke-width: 1.5; stroke-opacity: .8; }
        svg path.line { stroke-width: 2.5; stroke-linejoin: round; }
        svg path.c0 { stroke: var(--read); } svg circle.c0, svg text.c0 { fill: var(--read); }
        svg path.c1 { stroke: var(--write); } svg circle.c1, svg text.c1 { fill: var(--write); }
        svg path.c2 { stroke: var(--bad); } svg circle.c2, svg text.c2 { fill: var(--bad); }
        svg text.line { font-weight: 600; }
        ul.aims { list-style: none; padding: 0; margin: .2rem 0 1rem; } ul.aims li::before { content: "✗ "; color: var(--bad); font-weight: 700; }
        ul.aims li.reached::before { content: "✓ "; color: var(--good); }
        h3 { font-size: .95rem; margin: 1.2rem 0 .4rem; } section .wide { margin: .6rem 0; }

        """;

    public static string Page(IReadOnlyList<(Suite Suite, Finding Finding)> results, int rounds)
    {
        var aims = results.SelectMany(result => result.Finding.Aims).ToArray();
        var reached = aims.Count(aim => aim.IsReached);
        return HtmlPage.Write("bench", Css, $"""
            <header>
            <h1>Bench</h1>
            <p class="verdict {(reached == aims.Length ? "good" : "bad")}">{reached} of {aims.Length} aims reached</p>
            <p class="quiet">{TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC; {HtmlPage.Text(Conditions.Text)}.
            Medians of {rounds} rounds in which all contestants take turns; the white ticks are the rounds. Compare what stands in one picture, nothing else.</p>
            </header>
            {string.Join('\n', results.Select(result => Section(result.Suite, result.Finding)))}
            """);
    }

    private static string Section(Suite suite, Finding finding) => $"""
        <section id="{suite.Name}">
        <h2>{suite.Name} <small>{HtmlPage.Text(suite.Question)}</small></h2>
        <ul class="aims">{string.Concat(finding.Aims.Select(Item))}</ul>
        {string.Join('\n', finding.Parts.Select(part => $"<h3>{HtmlPage.Text(part.Title)}</h3>\n{part.Picture}\n{part.Table.ToHtml()}"))}
        </section>
        """;

    private static string Item(Aim aim) => string.Create(
        CultureInfo.InvariantCulture,
        $"<li{(aim.IsReached ? " class=\"reached\"" : "")}>{HtmlPage.Text(aim.What)}: <b>{aim.Value:0.00}{aim.Unit}</b>, aimed at {(aim.IsLeast ? "at least" : "at most")} {aim.Bound:0.00}{aim.Unit}</li>");
}
