using System.Globalization;
using System.Text;
using Shop.Local.Reports;

namespace Shop.Bench.Findings;

/// <summary>Figures over a growing load or size, one line for each thing that is measured.</summary>
internal static class Curves
{
    private const double Left = 70;
    private const double Right = 800;
    private const double Top = 26;
    private const double Bottom = 270;
    private const double Label = 15; // no two closer than that
    private const double Tick = 52;

    /// <param name="lines">A name and its points, from left to right.</param>
    /// <param name="limit">What no line should pass, or null.</param>
    public static string Draw(Scale across, Scale up, IReadOnlyList<(string Name, IReadOnlyList<(double X, double Y)> Points)> lines, double? limit = null)
    {
        var points = lines.SelectMany(line => line.Points).ToArray();
        var x = across.Fit(points.Select(point => point.X), Left, Right);
        var y = up.Fit(points.Select(point => point.Y).Concat(limit is { } most ? [most] : []), Bottom, Top);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 1000 312\" role=\"img\" aria-label=\"{HtmlPage.Text(up.Name)} over {HtmlPage.Text(across.Name)}\">");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"axis\" x=\"{Left - 8}\" y=\"12\" text-anchor=\"end\">{HtmlPage.Text(up.Name)}</text>")
            .Append(CultureInfo.InvariantCulture, $"<text class=\"axis\" x=\"{Right}\" y=\"{Bottom + 38}\" text-anchor=\"end\">{HtmlPage.Text(across.Name)} →</text>");
        foreach (var tick in y.Ticks)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Right}\" y1=\"{y.Of(tick):0.#}\" y2=\"{y.Of(tick):0.#}\"/>")
                .Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{y.Of(tick) + 4:0.#}\" text-anchor=\"end\">{Text(tick)}</text>");
        }

        var last = double.NegativeInfinity;
        foreach (var at in points.Select(point => point.X).Distinct().Order().Where(at => x.Of(at) - last >= Tick || last < 0))
        {
            last = x.Of(at);
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{last:0.#}\" y=\"{Bottom + 18}\" text-anchor=\"middle\">{Text(at)}</text>");
        }

        if (limit is { } bound)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"limit\" x1=\"{Left}\" x2=\"{Right}\" y1=\"{y.Of(bound):0.#}\" y2=\"{y.Of(bound):0.#}\"/>");
        }

        return svg.Append(Lines(lines, x, y)).Append("</svg>").ToString();
    }

    private static StringBuilder Lines(IReadOnlyList<(string Name, IReadOnlyList<(double X, double Y)> Points)> lines, Scale.Fitted x, Scale.Fitted y)
    {
        var svg = new StringBuilder();
        var ends = lines.Select((line, i) => (Number: i, line.Name, Y: y.Of(line.Points[^1].Y))).OrderBy(end => end.Y).ToArray();
        for (var i = 1; i < ends.Length; i++)
        {
            ends[i].Y = Math.Max(ends[i].Y, ends[i - 1].Y + Label);
        }

        foreach (var (number, name, at) in ends)
        {
            var points = lines[number].Points.Select(point => (X: x.Of(point.X), Y: y.Of(point.Y))).ToArray();
            var path = string.Join(" L", points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.#} {point.Y:0.#}")));
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"line c{number}\" d=\"M{path}\"/>");
            foreach (var point in points)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"c{number}\" cx=\"{point.X:0.#}\" cy=\"{point.Y:0.#}\" r=\"3.5\"/>");
            }

            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"line c{number}\" x=\"{Right + 12}\" y=\"{at + 4:0.#}\">{HtmlPage.Text(name)}</text>");
        }

        return svg;
    }

    private static string Text(double value) => value >= 10 || value == 0 ? HtmlPage.Number(value) : value.ToString("0.###", CultureInfo.InvariantCulture);
}
