using System.Globalization;
using Shop.Bench.Findings;
using Shop.Local.Stack;

namespace Shop.Bench.Load;

/// <summary>
/// What the same calls take at shares of the saturation, which is as fast as 64 connections get answers: at times that were fixed before, whatever
/// the answers take.
/// </summary>
internal sealed class LoadCurve(double saturation, IReadOnlyList<LoadPoint> points)
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(4);

    public double Saturation => saturation;

    /// <param name="right">The statuses of a right answer; a round with another one does not count.</param>
    public static async Task<LoadCurve> MeasureAsync(
        int rounds, Node entrance, IReadOnlyList<Request> requests, IReadOnlyList<double> shares, params int[] right)
    {
        var saturation = (await Contest.PlayAsync(
            rounds, new Contestant("saturation", async () => (await Clients.SendAllAsync(entrance, requests)).Only(right).Rate)))[0].Median;
        var loads = shares.Select(_ => new List<LoadResult>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (i, share) in shares.Index())
            {
                loads[i].Add((await Clients.SendAtAsync(entrance, requests, saturation * share, Time)).Only(right));
            }
        }

        return new LoadCurve(saturation, [.. shares.Zip(loads, (share, results) => LoadPoint.Of(share, saturation, results))]);
    }

    public double TailAt(double share) => points.First(point => point.Share == share).Tail;

    public Table ToTable()
    {
        var table = new Table("share of the saturation", "asked/s", "answered/s", "p50 ms", "p99 ms", "p99.9 ms");
        foreach (var point in points)
        {
            table.Add(
                string.Create(CultureInfo.InvariantCulture, $"{point.Share:P0}"), Cells.Whole(point.Asked), Cells.Whole(point.Answered),
                Cells.Fine(point.P50), Cells.Fine(point.P99), Cells.Fine(point.P999));
        }

        return table;
    }

    public string Draw() => Curves.Draw(new Scale("requests/s"), new Scale("ms", IsLogarithmic: true),
    [
        ("p50", [.. points.Select(point => (point.Asked, point.P50))]),
        ("p99", [.. points.Select(point => (point.Asked, point.P99))]),
        ("p99.9", [.. points.Select(point => (point.Asked, point.P999))]),
    ]);
}

/// <summary>Medians of rounds: calls a second, and milliseconds.</summary>
internal sealed record LoadPoint(double Share, double Asked, double Answered, double P50, double P99, double P999)
{
    public double Tail => P99 / P50;

    public static LoadPoint Of(double share, double saturation, IReadOnlyList<LoadResult> results)
    {
        double Middle(Func<LoadResult, double> figure) => Median.Of([.. results.Select(figure)]);
        return new LoadPoint(
            share, saturation * share, Middle(r => r.Rate), Middle(r => r.Permille(500)), Middle(r => r.Permille(990)), Middle(r => r.Permille(999)));
    }
}
