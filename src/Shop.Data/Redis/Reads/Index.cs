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

    private static async Task<(HashFields[] Rows, DateTimeOffset Now)> RowsAsync(IBatch batch, IEnumerable<string> keys)
    {
        var rows = keys.Select(key => batch.HashGetAllAsync(key)).ToArray();
        var time = batch.ExecuteAsync("TIME");
        var fields = Array.ConvertAll(await Task.WhenAll(rows), HashFields.Of);
        var now = (long[])(await time)!;
        return (fields, DateTimeOffset.FromUnixTimeSeconds(now[0]).AddTicks(now[1] * TimeSpan.TicksPerMicrosecond));
    }
}
