using System.Globalization;
using System.Text;
using Shop.Local.Reports;

namespace Shop.Bench.Findings;

/// <summary>Figures over a growing load or size; the upright axis is logarithmic, so that equal ratios are equally far apart.</summary>
internal static class Curves
{
    private const double Left = 70;
    private const double Right = 860;
    private const double Top = 14;
    private const double Bottom = 270;

    /// <param name="lines">A name and its points.</param>
    public static string Draw(string across, string unit, IReadOnlyList<(string Name, IReadOnlyList<(double X, double Y)> Points)> lines)
    {
        var all = lines.SelectMany(line => line.Points).ToArray();
        var (low, high) = (Decade(all.Min(point => point.Y), Math.Floor), Decade(all.Max(point => point.Y), Math.Ceiling));
        var most = all.Max(point => point.X);
        double X(double x) => Left + (x / most * (Right - Left));
        double Y(double y) => Bottom - ((Math.Log10(y) - low) / Math.Max(1, high - low) * (Bottom - Top));

        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 1000 310\" role=\"img\" aria-label=\"{HtmlPage.Text(unit)} over {HtmlPage.Text(across)}\">");
        for (var decade = low; decade <= high; decade++)
        {
            var y = Y(Math.Pow(10, decade));
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\"/>")
                .Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{Math.Pow(10, decade):0.###} {HtmlPage.Text(unit)}</text>");
        }

        foreach (var x in lines[0].Points.Select(point => point.X))
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(x):0.#}\" y=\"{Bottom + 18}\" text-anchor=\"middle\">{HtmlPage.Number(x)}</text>");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Right}\" y=\"{Bottom + 36}\" text-anchor=\"end\">{HtmlPage.Text(across)}</text>");
        foreach (var (i, (name, points)) in lines.Index())
        {
            var path = string.Join(" L", points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.X):0.#} {Y(point.Y):0.#}")));
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"line c{i}\" d=\"M{path}\"/>");
            foreach (var (x, y) in points)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"c{i}\" cx=\"{X(x):0.#}\" cy=\"{Y(y):0.#}\" r=\"3.5\"/>");
            }

            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"line c{i}\" x=\"{Right + 12}\" y=\"{Y(points[^1].Y) + 4:0.#}\">{HtmlPage.Text(name)}</text>");
        }

        return svg.Append("</svg>").ToString();
    }

    private static double Decade(double value, Func<double, double> round) => round(Math.Log10(Math.Max(value, 0.001)));
}
