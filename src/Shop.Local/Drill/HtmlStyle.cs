namespace Shop.Local.Drill;

internal static class HtmlStyle
{
    /// <summary>What the drill's pictures and tables have besides the page's own style.</summary>
    public const string Css = """

        td.skipped { text-align: left; color: var(--quiet); }
        svg text.event { fill: var(--bad); font-weight: 600; }
        svg line.event { stroke: var(--bad); stroke-dasharray: 3 3; }
        svg rect.broken { fill: var(--broken); }
        svg path.write { stroke: var(--write); stroke-opacity: .55; }
        svg path.read { stroke: var(--read); stroke-opacity: .4; }
        svg path.bad { stroke: var(--bad); stroke-width: 7; }
        svg path.rate { fill: var(--write); fill-opacity: .35; }
        i.write { background: var(--write); } i.read { background: var(--read); } i.bad { background: var(--bad); }

        """;
}
