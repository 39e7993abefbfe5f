using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>
/// An index is a sorted set whose members are ids, all with score 0: Redis keeps them in the order of their text, and a UUIDv7's text sorts
/// by time. A page is a range that starts right after a member, so it costs the same at the end of the list as at its start.
/// </summary>
internal static class Index
{
    public static async Task<PageOf<Guid>> ReadIndexAsync(this Reads reads, string index, PageQuery page, CancellationToken cancellationToken)
    {
        var (members, total) = await reads.ReadAsync(batch => RangeAsync(batch, index, page), cancellationToken);
        var ids = members.Take(page.Limit).Select(Guid.Parse).ToList();
        return new PageOf<Guid>(ids, members.Length > page.Limit ? ids[^1] : null, total);
    }

    /// <summary>Fills a page of ids with what they name; an id whose aggregate is gone is left out.</summary>
    public static async Task<PageOf<T>> FillAsync<T>(
        this Reads reads, PageOf<Guid> page, Func<Guid, string> key, Func<HashFields, DateTimeOffset, T> read, CancellationToken cancellationToken)
    {
        if (page.Items.Count == 0)
        {
            return new PageOf<T>([], page.Next, page.Total);
        }

        var (rows, now) = await reads.ReadAsync(batch => RowsAsync(batch, page.Items.Select(key)), cancellationToken);
        return new PageOf<T>([.. rows.Where(row => !row.IsEmpty).Select(row => read(row, now))], page.Next, page.Total);
    }

    /// <summary>One aggregate and the node's own time, which decides whether a hold is over.</summary>
    public static async Task<(HashFields Fields, DateTimeOffset Now)> ReadHashAsync(this Reads reads, string key, CancellationToken cancellationToken)
    {
        var (rows, now) = await reads.ReadAsync(batch => RowsAsync(batch, [key]), cancellationToken);
        return (rows[0], now);
    }

    /// <summary>The same from the master.</summary>
    public static async Task<(HashFields Fields, DateTimeOffset Now)> ReadLatestHashAsync(
        this Reads reads, string key, CancellationToken cancellationToken)
    {
        var (rows, now) = await reads.ReadMasterAsync(batch => RowsAsync(batch, [key]), cancellationToken);
        return (rows[0], now);
    }

    private static async Task<(string[] Members, long? Total)> RangeAsync(IBatch batch, string index, PageQuery page)
    {
        var from = page.After is { } last ? $"({last:D}" : page.Descending ? "+" : "-";
        var members = page.Descending
            ? batch.ExecuteAsync("ZREVRANGEBYLEX", (RedisKey)index, from, "-", "LIMIT", 0, page.Limit + 1)
            : batch.ExecuteAsync("ZRANGEBYLEX", (RedisKey)index, from, "+", "LIMIT", 0, page.Limit + 1);
        var total = page.IncludeTotal ? batch.SortedSetLengthAsync(index) : null;
        return ((string[])(await members)!, total is null ? null : await total);
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
