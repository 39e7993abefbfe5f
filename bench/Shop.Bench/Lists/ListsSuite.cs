using Shop.Bench.Findings;
using Shop.Local.Drill;

namespace Shop.Bench.Lists;

/// <summary>
/// Two shops side by side, one with 100 products, one with 100 000, asked in turn for the same pages by one client. An answer that is not right
/// ends the bench.
/// </summary>
internal static class ListsSuite
{
    private const int Small = 100;
    private const int Large = 100_000;

    public static async Task<Finding> RunAsync(int rounds)
    {
        await using var few = await DrillStack.StartAsync(watched: false, CancellationToken.None);
        await using var many = await DrillStack.StartAsync(watched: false, CancellationToken.None);
        await Shelves.FillAsync(few, Small);
        await Shelves.FillAsync(many, Large);

        var table = new Table("GET /v1/products?limit=20&…", $"ms of {Small}", $"ms of {Large}", "ratio");
        var (ratios, times) = (new List<(string Page, double Ratio)>(), new Dictionary<string, double>(StringComparer.Ordinal));
        foreach (var page in PageToMeasure.All)
        {
            var (fewPath, manyPath) = (await page.PathAsync(few.Front), await page.PathAsync(many.Front));
            var figures = await Contest.PlayAsync(
                rounds,
                new Contestant($"{Small}", () => Stopwatch.MedianMillisecondsAsync(few.Front, fewPath)),
                new Contestant($"{Large}", () => Stopwatch.MedianMillisecondsAsync(many.Front, manyPath)));
            ratios.Add((page.Name, figures[1].RatioTo(figures[0])));
            times[page.Name] = figures[1].Median;
            table.Add(page.Name, Cells.Fine(figures[0].Median), Cells.Fine(figures[1].Median), Cells.Fine(ratios[^1].Ratio));
        }

        var finding = new Finding();
        finding.Add("The same page of few and of many", table, Drawn(ratios));
        var worst = ratios.MaxBy(page => page.Ratio);
        finding.Expect(Aim.AtMost($"the page that grows most, '{worst.Page}', of {Large} to of {Small}", worst.Ratio, 1.3));
        foreach (var first in PageToMeasure.All.Where(page => times.ContainsKey(page.LastName)))
        {
            finding.Expect(Aim.AtMost($"by {first.Name}, the last page to the first", times[first.LastName] / times[first.Name], 1.2));
        }

        return finding;
    }

    private static string Drawn(IReadOnlyList<(string Page, double Ratio)> ratios) =>
        Bars.Draw($"× the page of {Small}", [.. ratios.Select(page => new Figure(page.Page, [page.Ratio]))]);
}
