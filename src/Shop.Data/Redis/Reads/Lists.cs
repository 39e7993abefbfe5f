using System.Globalization;
using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>Pages of lists, as the scripts that include page.lua answer them: one round trip for a page with all its rows.</summary>
internal static class Lists
{
    // A stretch looks at 2 000 rows, so that a count never keeps a replica busy for long.
    private const int MaxStretches = 50;

    /// <param name="arguments">What follows the page's own three.</param>
    public static async Task<PageOf<T>> FindAsync<T>(
        this Reads reads,
        LuaScript script,
        IReadOnlyList<string> keys,
        PageQuery page,
        IReadOnlyList<RedisValue> arguments,
        Func<HashFields, DateTimeOffset, T> read,
        Consistency consistency,
        CancellationToken cancellationToken)
    {
        var answer = (RedisResult[])(await reads.RunAsync(script, keys, [.. ArgumentsOf(page), .. arguments], consistency, cancellationToken))!;
        var total = page.IncludeTotal ? await CountAsync(reads, script, keys, arguments, consistency, cancellationToken) : null;
        return new PageOf<T>(RowsOf(answer, read), FurtherOf(answer), total);
    }

    /// <summary>The page's own arguments.</summary>
    public static IEnumerable<RedisValue> ArgumentsOf(PageQuery page) => [page.Limit, page.Descending ? "1" : "0", page.After ?? ""];

    /// <summary>How many rows the whole list has; null where too many would have to be looked at.</summary>
    public static async Task<long?> CountAsync(
        this Reads reads,
        LuaScript script,
        IReadOnlyList<string> keys,
        IReadOnlyList<RedisValue> arguments,
        Consistency consistency,
        CancellationToken cancellationToken)
    {
        var total = 0L;
        string? after = "";
        for (var stretch = 0; stretch < MaxStretches && after is not null; stretch++)
        {
            var answer = (RedisResult[])(await reads.RunAsync(script, keys, [0, "0", after, .. arguments], consistency, cancellationToken))!;
            total += (long)answer[2];
            after = FurtherOf(answer);
        }

        return after is null ? total : null;
    }

    /// <summary>Where to go on; null on the last page.</summary>
    public static string? FurtherOf(RedisResult[] answer) => (string?)answer[0] is { Length: > 0 } after ? after : null;

    /// <summary>The node's own time.</summary>
    public static DateTimeOffset NowOf(RedisResult[] answer) =>
        DateTimeOffset.FromUnixTimeMilliseconds(long.Parse((string)answer[1]!, CultureInfo.InvariantCulture));

    private static IReadOnlyList<T> RowsOf<T>(RedisResult[] answer, Func<HashFields, DateTimeOffset, T> read)
    {
        var now = NowOf(answer);
        return [.. ((RedisResult[])answer[2]!).Select(row => read(HashFields.Of((string[])row!), now))];
    }
}
