using Shop.Bench.Findings;
using Shop.Bench.Sites;
using Shop.Local.Drill;

namespace Shop.Bench.Commits;

/// <summary>
/// The shop's own commit path on its own topology, and the same script over the same client library without waiting for any replica, in turn on
/// one Redis. A write is a sale: seen before? stock left? then the record. Closed loop, so many writers at once.
/// </summary>
internal static class CommitsSuite
{
    private static readonly int[] Writers = [50, 200];
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(0.5);
    private const int TurnsInARound = 4; // short ones: a machine is slow for seconds at a time

    public static async Task<Finding> RunAsync(int rounds)
    {
        await using var stack = await DrillStack.StartAsync(watched: false, CancellationToken.None);
        await BackgroundSaves.TurnOffAsync(stack);
        await using var redis = await WaysToRedis.OpenAsync(stack);
        var finding = new Finding();
        var table = new Table("writers at once", "writes/s without waiting", "on all live replicas", "ratio");
        foreach (var writers in Writers)
        {
            var figures = await Contest.PlayAsync(
                rounds * TurnsInARound,
                new Contestant("without waiting", () => WaysToRedis.MeasureAsync(redis.WritePlainlyAsync, writers, Turn)),
                new Contestant("all live replicas", () => WaysToRedis.MeasureAsync(redis.WriteDurablyAsync, writers, Turn)));
            var ratio = figures[1].RatioTo(figures[0]);
            table.Add(Cells.Whole(writers), Cells.Whole(figures[0].Median), Cells.Whole(figures[1].Median), Cells.Fine(ratio));
            finding.Expect(Aim.AtLeast($"all live replicas to not waiting, {writers} writers at once", ratio, 0.75));
        }

        finding.Add("The commit path alone", table);
        return finding;
    }
}
