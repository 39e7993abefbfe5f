using Shop.Bench.Findings;

namespace Shop.Bench.Lists;

/// <summary>The same page of two shops, asked for in turn.</summary>
internal sealed record PageRace(PageToMeasure Page, Figure Few, int FewRows, Figure Many, int ManyRows)
{
    public double Ratio => Many.RatioTo(Few);

    /// <summary>A filter that fits one in a hundred finds a single row among a hundred: such a page is no measure for a full one.</summary>
    public bool HasAsManyRows => FewRows == ManyRows;

    public static async Task<IReadOnlyList<PageRace>> RunAsync(
        int rounds, Visitor few, Visitor many, IReadOnlyList<PageToMeasure> fewPages, IReadOnlyList<PageToMeasure> manyPages)
    {
        var races = new List<PageRace>();
        foreach (var (ofFew, ofMany) in fewPages.Zip(manyPages))
        {
            var (fewPath, manyPath) = (await ofFew.PathAsync(few), await ofMany.PathAsync(many));
            var figures = await Contest.PlayAsync(
                rounds,
                new Contestant("few", () => few.MedianMillisecondsAsync(fewPath)),
                new Contestant("many", () => many.MedianMillisecondsAsync(manyPath)));
            races.Add(new PageRace(ofMany, figures[0], await few.RowsAsync(fewPath), figures[1], await many.RowsAsync(manyPath)));
        }

        return races;
    }
}
