namespace Shop.Bench.Findings;

/// <summary>An axis. On a logarithmic one equal ratios are equally far apart; a plain one begins at 0.</summary>
/// <param name="Name">What it counts, and in which unit.</param>
internal sealed record Scale(string Name, bool IsLogarithmic = false)
{
    private static readonly double[] Steps = [1, 2, 5];

    /// <summary>Puts the figures between two places of a picture.</summary>
    public Fitted Fit(IEnumerable<double> figures, double from, double to)
    {
        var all = figures.ToArray();
        double[] ticks = IsLogarithmic ? [.. Logarithmic(all.Min(), all.Max())] : [.. Plain(all.Max())];
        var (low, high) = (Place(ticks[0]), Place(ticks[^1]));
        return new Fitted(ticks, figure => from + ((Place(figure) - low) / (high - low) * (to - from)));
    }

    private double Place(double figure) => IsLogarithmic ? Math.Log10(figure) : figure;

    private static IEnumerable<double> Logarithmic(double least, double most)
    {
        var all = Enumerable.Range(-4, 14).SelectMany(power => Steps.Select(step => step * Math.Pow(10, power))).ToArray();
        var (low, high) = (all.Last(tick => tick <= least * 1.001), all.First(tick => tick >= most * 0.999));
        return all.Where(tick => tick >= low && tick <= Math.Max(high, low * 2));
    }

    private static IEnumerable<double> Plain(double most)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(most)));
        var step = new[] { power / 5, power / 2, power, power * 2 }.First(step => most / step <= 6);
        return Enumerable.Range(0, (int)Math.Ceiling(most / step) + 1).Select(tick => tick * step);
    }

    /// <param name="Ticks">Where the axis is marked, from its beginning to its end.</param>
    /// <param name="Of">The place of a figure.</param>
    internal sealed record Fitted(double[] Ticks, Func<double, double> Of);
}
