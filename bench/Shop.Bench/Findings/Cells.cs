using System.Globalization;

namespace Shop.Bench.Findings;

/// <summary>Figures as the tables show them.</summary>
internal static class Cells
{
    public static string Whole(double number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Fine(double number) => number.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>Each contestant's median and what that is beside the one that all are measured by.</summary>
    public static Table Compared(string unit, IReadOnlyList<Figure> figures, Figure measure)
    {
        var table = new Table("contestant", unit, $"× {measure.Name}", "least", "most");
        foreach (var figure in figures)
        {
            table.Add(figure.Name, Whole(figure.Median), Fine(figure.RatioTo(measure)), Whole(figure.Rounds.Min()), Whole(figure.Rounds.Max()));
        }

        return table;
    }
}
