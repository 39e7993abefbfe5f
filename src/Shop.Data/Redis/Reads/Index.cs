using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>Reads whole aggregates by their keys.</summary>
internal static class Index
{
    /// <summary>One aggregate and the node's own time, which decides whether a hold is over.</summary>
    public static Task<(HashFields Fields, DateTimeOffset Now)> ReadHashAsync(
        this Reads reads, string key, Consistency consistency, CancellationToken cancellationToken) =>
        reads.Rows.ReadAsync(key, consistency, cancellationToken);

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
}
