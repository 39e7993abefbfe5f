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

    public static async Task<string> RunAsync(int rounds)
    {
        await using var few = await DrillStack.StartAsync(watched: false, CancellationToken.None);
        await using var many = await DrillStack.StartAsync(watched: false, CancellationToken.None);
        await Shelves.FillAsync(few, Small);
        await Shelves.FillAsync(many, Large);

        var table = new Table("GET /v1/products?limit=20&…", "ms", $"of {Small}", $"of {Large}");
        foreach (var page in PageToMeasure.All)
        {
            var (fewPath, manyPath) = (await page.PathAsync(few.Front), await page.PathAsync(many.Front));
            var (fewTimes, manyTimes) = (new List<double>(), new List<double>());
            for (var round = 0; round < rounds; round++)
            {
                fewTimes.Add(await Stopwatch.MedianMillisecondsAsync(few.Front, fewPath));
                manyTimes.Add(await Stopwatch.MedianMillisecondsAsync(many.Front, manyPath));
            }

            table.Add(page.Name, Median.Of(fewTimes), Median.Of(manyTimes));
        }

        return table.ToString();
    }
}
