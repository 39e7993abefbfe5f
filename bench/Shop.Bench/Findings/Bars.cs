using System.Globalization;
using System.Text;
using Shop.Local.Reports;

namespace Shop.Bench.Findings;

/// <summary>A bar for each contestant, its rounds as ticks on it.</summary>
internal static class Bars
{
    private const double Left = 230;
    private const double Width = 560;
    private const double Height = 34;

    /// <param name="shop">The one that is set off, with what the others are to it; null for none.</param>
    public static string Draw(string unit, IReadOnlyList<Figure> figures, Figure? shop = null)
    {
        var most = figures.Max(figure => figure.Rounds.Max());
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 1000 {(figures.Count * Height) + 8}\" role=\"img\" aria-label=\"{HtmlPage.Text(unit)}\">");
        foreach (var (i, figure) in figures.Index())
        {
            var (y, length) = (i * Height + 4, figure.Median / most * Width);
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"name\" x=\"{Left - 10}\" y=\"{y + 18}\">{HtmlPage.Text(figure.Name)}</text>")
                .Append(CultureInfo.InvariantCulture, $"<rect class=\"{(figure == shop ? "bar measure" : "bar")}\" x=\"{Left}\" y=\"{y + 2}\" width=\"{length:0.#}\" height=\"{Height - 12}\" rx=\"3\"/>");
            foreach (var round in figure.Rounds)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<line class=\"round\" x1=\"{Left + (round / most * Width):0.#}\" x2=\"{Left + (round / most * Width):0.#}\" y1=\"{y + 5}\" y2=\"{y + Height - 13}\"/>");
            }

            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"value\" x=\"{Left + (figure.Rounds.Max() / most * Width) + 10:0.#}\" y=\"{y + 18}\">{Value(figure.Median)} {HtmlPage.Text(unit)} <tspan>{(shop is null ? "" : $"× {Cells.Fine(figure.RatioTo(shop))}")}</tspan></text>");
        }

        return svg.Append("</svg>").ToString();
    }

    private static string Value(double value) => value < 10 ? Cells.Fine(value) : HtmlPage.Number(value);
}
