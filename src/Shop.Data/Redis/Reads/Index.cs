using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>Reads whole aggregates by their keys.</summary>
internal static class Index
{
    /// <summary>One aggregate and the node's own time, which decides whether a hold is over.</summary>
    public static async Task<(HashFields Fields, DateTimeOffset Now)> ReadHashAsync(this Reads reads, string key, Consistency consistency, CancellationToken cancellationToken)
    {
        var (rows, now) = await reads.ReadAsync("HGETALL", batch => RowsAsync(batch, [key]), consistency, cancellationToken);
        return (rows[0], now);
    }

    /// <summary>The same from the master.</summary>
    public static Task<(HashFields Fields, DateTimeOffset Now)> ReadLatestHashAsync(
        this Reads reads, string key, CancellationToken cancellationToken) =>
        reads.ReadHashAsync(key, new Consistency { Level = ReadConsistency.Strong }, cancellationToken);

    /// <summary>The ids of an index in their order, that of creation.</summary>
    /// <param name="after">The last one of the part before, or null for the first part.</param>
    public static async Task<IReadOnlyList<Guid>> ReadIdsAsync(
        this Reads reads, string index, Guid? after, int count, Consistency consistency, CancellationToken cancellationToken)
    {
        var from = after is { } last ? $"({last:D}" : "-";
        var members = await reads.ReadAsync(
            "ZRANGEBYLEX", batch => batch.ExecuteAsync("ZRANGEBYLEX", (RedisKey)index, from, "+", "LIMIT", 0, count), consistency, cancellationToken);
        return Array.ConvertAll((string[])members!, Guid.Parse);
    }

    private static async Task<(HashFields[] Rows, DateTimeOffset Now)> RowsAsync(IBatch batch, IEnumerable<string> keys)
    {
        var rows = keys.Select(key => batch.HashGetAllAsync(key)).ToArray();
        var time = batch.ExecuteAsync("TIME");
        var fields = Array.ConvertAll(await Task.WhenAll(rows), HashFields.Of);
        var now = (long[])(await time)!;
        return (fields, DateTimeOffset.FromUnixTimeSeconds(now[0]).AddTicks(now[1] * TimeSpan.TicksPerMicrosecond));
    }
}
