namespace Shop.Bench;

internal static class Median
{
    public static double Of(IReadOnlyList<double> figures)
    {
        var sorted = figures.Order().ToList();
        var half = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
