using Shop.Local.Drill;

namespace Shop.Bench.Commits;

/// <summary>
/// The shop's own commit path on its own topology, and the same script over the same client library without waiting for any replica, in turn on
/// one Redis. A write is a sale: seen before? stock left? then the record. Closed loop, so many writers at once.
/// </summary>
internal static class CommitsSuite
{
    private static readonly int[] Writers = [50, 200];
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2);

    public static async Task<string> RunAsync(int rounds)
    {
        await using var stack = await DrillStack.StartAsync(watched: false, CancellationToken.None);
        await using var redis = await WaysToRedis.OpenAsync(stack);
        var table = new Table("writers at once", "writes/s", "without waiting", "all live replicas");
        foreach (var writers in Writers)
        {
            var (plain, durable) = (new List<double>(), new List<double>());
            await WaysToRedis.MeasureAsync(redis.WriteDurablyAsync, writers, Turn);
            for (var round = 0; round < rounds; round++)
            {
                plain.Add(await WaysToRedis.MeasureAsync(redis.WritePlainlyAsync, writers, Turn));
                durable.Add(await WaysToRedis.MeasureAsync(redis.WriteDurablyAsync, writers, Turn));
            }

            table.Add($"{writers}", Median.Of(plain), Median.Of(durable));
        }

        return table.ToString();
    }
}
