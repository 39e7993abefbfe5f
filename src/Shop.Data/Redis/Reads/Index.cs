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
}
