using Shop.Bench.Findings;
using Shop.Local.Drill;

namespace Shop.Bench.Lists;

/// <summary>
/// Two shops side by side, asked in turn for the same pages by one client: one keeps 100 products and 1 000 purchases, the other grows to 10 000
/// products, to 100 000, and to a million purchases. An answer that is not right ends the bench.
/// </summary>
internal static class ListsSuite
{
    private const int Few = 100;
    private const int FewPurchases = 1000;
    private const int ManyPurchases = 1_000_000;
    private static readonly int[] Sizes = [10_000, 100_000];
    private static readonly string[] Drawn =
    [
        "newest", "name, last page", "q: a word that every product has", "category that half of them have", "in stock (one in two), by name",
    ];

    public static async Task<Finding> RunAsync(int rounds)
    {
        await using var few = await DrillStack.StartAsync(watched: false, CancellationToken.None);
        await using var many = await DrillStack.StartAsync(watched: false, CancellationToken.None);
        await Shelves.FillAsync(few, 0, Few);
        var (finding, visitors) = (new Finding(), (Few: await Visitor.OfAsync(few), Many: await Visitor.OfAsync(many)));
        var (stages, from) = (new List<(int Size, IReadOnlyList<PageRace> Races)>(), 0);
        foreach (var size in Sizes)
        {
            await Shelves.FillAsync(many, from, size);
            from = size;
            stages.Add((size, await PageRace.RunAsync(rounds, visitors.Few, visitors.Many, PageToMeasure.OfProducts, PageToMeasure.OfProducts)));
        }

        var largest = stages[^1];
        finding.Add(
            $"Products: the same page of {Cells.Whole(Few)} and of many",
            TableOf(stages),
            Curves.Draw(new Scale("products", IsLogarithmic: true), new Scale("ms"), LinesOf(stages)));
        Expect(finding, "products", largest.Size, Few, largest.Races);
        await PagesUnderLoad.MeasureAsync(rounds, many, visitors.Many, finding);

        var (fewLists, manyLists) = (await Ledger.FillAsync(few, FewPurchases), await Ledger.FillAsync(many, ManyPurchases));
        var purchases = await PageRace.RunAsync(
            rounds, visitors.Few, visitors.Many,
            PageToMeasure.OfPurchases(fewLists.User, fewLists.Product), PageToMeasure.OfPurchases(manyLists.User, manyLists.Product));
        finding.Add(
            $"Purchases: the same page of {Cells.Whole(FewPurchases)} and of {Cells.Whole(ManyPurchases)}",
            TableOf([(ManyPurchases, purchases)]),
            Bars.Draw($"× the page of {Cells.Whole(FewPurchases)}", [.. purchases.Select(race => new Figure(race.Page.Name, [race.Ratio]))]));
        Expect(finding, "purchases", ManyPurchases, FewPurchases, purchases);
        return finding;
    }

    private static void Expect(Finding finding, string things, int many, int few, IReadOnlyList<PageRace> races)
    {
        var worst = races.Where(race => race.HasAsManyRows).MaxBy(race => race.Ratio)!;
        finding.Expect(Aim.AtMost(
            $"of pages with as many rows the one that grows most, '{worst.Page.Name}', of {Cells.Whole(many)} {things} to of {Cells.Whole(few)}",
            worst.Ratio,
            1.3));
        foreach (var last in races.Where(race => race.Page.IsLast))
        {
            var first = races.First(race => race.Page.Name == last.Page.FirstName);
            finding.Expect(Aim.AtMost($"of {Cells.Whole(many)} {things}, '{first.Page.Name}', the last page to the first", last.Many.RatioTo(first.Many), 1.2));
        }
    }

    private static Table TableOf(IReadOnlyList<(int Size, IReadOnlyList<PageRace> Races)> stages)
    {
        var table = new Table(
            ["a page of 20", "ms of few", "rows", .. stages.SelectMany(stage => new[] { $"ms of {Cells.Whole(stage.Size)}", "rows", "× few" })]);
        foreach (var (i, race) in stages[^1].Races.Index())
        {
            table.Add(
            [
                race.Page.Name, Cells.Fine(race.Few.Median), Cells.Whole(race.FewRows),
                .. stages.Select(stage => stage.Races[i]).SelectMany(at => new[] { Cells.Fine(at.Many.Median), Cells.Whole(at.ManyRows), Cells.Fine(at.Ratio) }),
            ]);
        }

        return table;
    }

    private static IReadOnlyList<(string Name, IReadOnlyList<(double X, double Y)> Points)> LinesOf(IReadOnlyList<(int Size, IReadOnlyList<PageRace> Races)> stages) =>
    [
        .. Drawn.Select(name =>
        {
            var races = stages.Select(stage => (X: (double)stage.Size, Race: stage.Races.First(race => race.Page.Name == name))).ToArray();
            return (name, (IReadOnlyList<(double, double)>)[(Few, races[^1].Race.Few.Median), .. races.Select(at => (at.X, at.Race.Many.Median))]);
        }),
    ];
}
