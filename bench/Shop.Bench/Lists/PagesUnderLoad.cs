using Shop.Bench.Findings;
using Shop.Bench.Load;
using Shop.Bench.Sites;
using Shop.Local.Drill;

namespace Shop.Bench.Lists;

/// <summary>
/// All the pages of the products in turn, asked by many; then a constant answer as long as a page, asked in the same way: how much of a tail this
/// machine gives to what costs next to nothing.
/// </summary>
internal static class PagesUnderLoad
{
    private const int Pages = 3000;
    private const int Constants = 12_000;
    private const double Half = 0.5;
    private const double MostTail = 3;

    public static async Task MeasureAsync(int rounds, DrillStack shop, Visitor visitor, Finding finding)
    {
        await BackgroundSaves.TurnOffAsync(shop); // they go on for a while after so many products have come in
        var paths = new List<string>();
        foreach (var page in PageToMeasure.OfProducts)
        {
            paths.Add(await page.PathAsync(visitor));
        }

        var constant = await ConstantAnswer.OpenAsync(shop, (await visitor.PageAsync(paths[0])).GetRawText());
        var curve = await LoadCurve.MeasureAsync(rounds, shop.Layout.Nginx, InTurn(paths, Pages), [Half], 200);
        var limit = await LoadCurve.MeasureAsync(rounds, constant.Entrance, InTurn(["/"], Constants), [Half], 200);
        finding.Add($"All these pages in turn; as fast as 64 connections ask it is {Cells.Whole(curve.Saturation)} pages/s", curve.ToTable());
        finding.Add(
            $"A constant answer as long as a page, behind an nginx set up as the shop's; as fast as 64 connections ask it is {Cells.Whole(limit.Saturation)}/s",
            limit.ToTable());
        finding.Expect(Aim.AtMost("p99 to p50 of a page at half the saturation", curve.TailAt(Half), MostTail));
    }

    private static IReadOnlyList<Request> InTurn(List<string> paths, int count) =>
        [.. Enumerable.Range(0, count).Select(i => new Request(HttpMethod.Get, paths[i % paths.Count]))];
}
