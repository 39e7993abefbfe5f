using Shop.Bench.Findings;
using Shop.Bench.Sites;
using Shop.Local.Drill;

namespace Shop.Bench.Commits;

/// <summary>
/// The shop's own commit path on its own topology, without HTTP, and the same writes without waiting for any replica, in turn on one Redis. The
/// smallest write that is a sale (seen before? stock left? then the record) against the client library alone; and a purchase as the store places
/// it, against the store that trusts the master. Closed loop, so many writers at once.
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
        var finding = new Finding();
        await using (var redis = await WaysToRedis.OpenAsync(stack))
        {
            await CompareAsync(finding, rounds, "the smallest sale", redis.WritePlainlyAsync, redis.WriteDurablyAsync);
        }

        await using var trusting = await Till.OpenAsync(stack, "trusting", trustsMasterAlone: true);
        await using var till = await Till.OpenAsync(stack, "waiting", trustsMasterAlone: false);
        await CompareAsync(finding, rounds, "a purchase", trusting.SellAsync, till.SellAsync);
        return finding;
    }

    private static async Task CompareAsync(Finding finding, int rounds, string write, Func<Task> plainly, Func<Task> durably)
    {
        var table = new Table("writers at once", "writes/s without waiting", "on all live replicas", "ratio");
        foreach (var writers in Writers)
        {
            var figures = await Contest.PlayAsync(
                rounds * TurnsInARound,
                new Contestant("without waiting", () => MeasureAsync(plainly, writers)),
                new Contestant("all live replicas", () => MeasureAsync(durably, writers)));
            var ratio = figures[1].RatioTo(figures[0]);
            table.Add(Cells.Whole(writers), Cells.Whole(figures[0].Median), Cells.Whole(figures[1].Median), Cells.Fine(ratio));
            finding.Expect(Aim.AtLeast($"{write}, {writers} writers at once: all live replicas to not waiting", ratio, 0.75));
        }

        finding.Add($"The commit path alone: {write}", table);
    }

    /// <summary>Writes per second.</summary>
    private static async Task<double> MeasureAsync(Func<Task> write, int writers)
    {
        var (start, done) = (TimeProvider.System.GetTimestamp(), 0L);
        await Task.WhenAll(Enumerable.Range(0, writers).Select(async _ =>
        {
            while (TimeProvider.System.GetElapsedTime(start) < Turn)
            {
                await write();
                Interlocked.Increment(ref done);
            }
        }));
        return done / TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }
}
