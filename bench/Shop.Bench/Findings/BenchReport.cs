using System.Globalization;
using Shop.Local.Reports;

namespace Shop.Bench.Findings;

/// <summary>One page: what was aimed at and reached, then each suite with its pictures.</summary>
internal static class BenchReport
{
    private const string Css = """

        :root { --c3: #15803d; --c4: #7c3aed; }
        @media (prefers-color-scheme: dark) { :root { --c3: #4ade80; --c4: #c084fc; } }
        svg text.name { font-size: 13px; fill: var(--ink); text-anchor: end; }
        svg text.value { font-size: 13px; fill: var(--ink); font-variant-numeric: tabular-nums; } svg text.value tspan { fill: var(--quiet); }
        svg rect.bar { fill: var(--read); fill-opacity: .55; } svg rect.bar.measure { fill: var(--write); fill-opacity: .85; }
        svg line.round { stroke: var(--card); stroke-width: 1.5; }
        svg path.line { stroke-width: 2.5; stroke-linejoin: round; }
        svg text.axis { font-weight: 600; }
        svg line.limit { stroke: var(--bad); stroke-width: 1.5; stroke-dasharray: 5 5; }
        svg path.c0 { stroke: var(--read); } svg circle.c0, svg text.c0 { fill: var(--read); }
        svg path.c1 { stroke: var(--write); } svg circle.c1, svg text.c1 { fill: var(--write); }
        svg path.c2 { stroke: var(--bad); } svg circle.c2, svg text.c2 { fill: var(--bad); }
        svg path.c3 { stroke: var(--c3); } svg circle.c3, svg text.c3 { fill: var(--c3); }
        svg path.c4 { stroke: var(--c4); } svg circle.c4, svg text.c4 { fill: var(--c4); }
        svg text.line { font-weight: 600; }
        h3 { font-size: .95rem; margin: 1.4rem 0 .6rem; } section .wide { margin: .8rem 0 .2rem; }
        section p { margin: 0 0 .8rem; color: var(--quiet); }
        table.aims { font-size: .87rem; } table.aims td.what { text-align: left; white-space: normal; width: 60%; } table.aims th a { text-decoration: none; }
        table.aims td.mark { font-weight: 700; } table.aims td.mark.good::before { content: "✓ "; } table.aims td.mark.bad::before { content: "✗ "; }

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
            {(rounds == 1 ? "One round" : $"Medians of {rounds} rounds")} in which all contestants take turns; the light ticks in the bars are the rounds.
            Compare what stands in one picture, nothing else: absolute figures are the machine's.</p>
            </header>
            <div class="wide"><table class="aims">
            <thead><tr><th>suite</th><th style="text-align: left">aim</th><th>aimed at</th><th>is</th><th></th></tr></thead>
            <tbody>{string.Concat(results.SelectMany(result => result.Finding.Aims.Select(aim => Row(result.Suite, aim))))}</tbody>
            </table></div>
            {string.Join('\n', results.Select(result => Section(result.Suite, result.Finding)))}
            """);
    }

    private static string Section(Suite suite, Finding finding) => $"""
        <section id="{suite.Name}">
        <h2>{suite.Name}</h2>
        <p>{HtmlPage.Text(suite.Question)}</p>
        {string.Join('\n', finding.Parts.Select(part => $"<h3>{HtmlPage.Text(part.Title)}</h3>\n{part.Picture}\n{part.Table.ToHtml()}"))}
        </section>
        """;

    private static string Row(Suite suite, Aim aim) => string.Create(CultureInfo.InvariantCulture, $"""
        <tr><th scope="row"><a href="#{suite.Name}">{suite.Name}</a></th>
        <td class="what">{HtmlPage.Text(aim.What)}</td>
        <td>{(aim.IsLeast ? "≥" : "≤")} {aim.Bound:0.##}{aim.Unit}</td>
        <td><b>{aim.Value:0.00}{aim.Unit}</b></td>
        <td class="mark {(aim.IsReached ? "good\">reached" : "bad\">missed")}</td></tr>

        """);
}
