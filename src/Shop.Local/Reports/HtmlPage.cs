using System.Globalization;
using System.Net;

namespace Shop.Local.Reports;

/// <summary>One page that needs nothing besides itself, light or dark as the reader's system is.</summary>
internal static class HtmlPage
{
    private const string Style = """

        :root { --paper: #fff; --card: #f7f7f5; --ink: #1d1d1b; --quiet: #6b6b66; --rule: #e2e2dc;
          --write: #c2410c; --read: #2563eb; --bad: #b91c1c; --good: #15803d; --broken: #b91c1c14; }
        @media (prefers-color-scheme: dark) {
          :root { --paper: #141413; --card: #1d1d1b; --ink: #ececea; --quiet: #9b9b95; --rule: #33332f;
            --write: #fb923c; --read: #60a5fa; --bad: #f87171; --good: #4ade80; --broken: #f8717120; }
        }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 2.5rem 1.5rem; max-width: 76rem; background: var(--paper); color: var(--ink);
          font: 15px/1.5 system-ui, sans-serif; }
        h1 { margin: 0; font-size: 1.9rem; letter-spacing: -.02em; }
        h2 { margin: 0 0 .6rem; font-size: 1.1rem; }
        h2 small { margin-left: .6rem; font-weight: 400; color: var(--quiet); }
        .verdict { margin: .4rem 0 0; font-size: 1.15rem; font-weight: 600; }
        .good { color: var(--good); } .bad { color: var(--bad); }
        .quiet { color: var(--quiet); font-size: .87rem; margin: .3rem 0 0; }
        .wide { overflow-x: auto; margin: 1.8rem 0 1.2rem; }
        table { border-collapse: collapse; width: 100%; font-size: .82rem; font-variant-numeric: tabular-nums; }
        th, td { padding: .38rem .5rem; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--rule); }
        thead th { vertical-align: bottom; white-space: normal; font-weight: 500; color: var(--quiet); }
        th:first-child { text-align: left; }
        a { color: inherit; text-decoration-color: var(--rule); text-underline-offset: 3px; }
        section { margin: 1.2rem 0; padding: 1.1rem 1.2rem; background: var(--card); border: 1px solid var(--rule); border-radius: 10px; }
        svg { display: block; width: 100%; height: auto; }
        svg text { font: 11px system-ui, sans-serif; fill: var(--quiet); }
        svg line.grid { stroke: var(--rule); }
        svg path { fill: none; stroke-linecap: round; stroke-width: 3; }
        .legend { font-size: .85rem; color: var(--quiet); }
        .legend i { display: inline-block; width: .6rem; height: .6rem; border-radius: 50%; margin: 0 .1rem 0 .8rem; }
        .legend i:first-child { margin-left: 0; }
        ul { font-size: .87rem; overflow-wrap: anywhere; }

        """;

    /// <param name="css">What this page has besides the common style.</param>
    public static string Write(string title, string css, string body) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>Shop: {Text(title)}</title>
        <style>{Style}{css}</style>
        </head>
        <body>
        {body}
        </body>
        </html>

        """;

    public static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>With narrow spaces between the thousands.</summary>
    public static string Number(double number) =>
        number.ToString("N0", CultureInfo.InvariantCulture).Replace(",", "\u202f", StringComparison.Ordinal);
}
