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
        var answer = (RedisResult[])(await reads.RunAsync(
            script, keys, [page.Limit, page.Descending ? "1" : "0", page.After ?? "", .. arguments], consistency, cancellationToken))!;
        var total = page.IncludeTotal ? await CountAsync(reads, script, keys, arguments, consistency, cancellationToken) : null;
        return new PageOf<T>(RowsOf(answer, read), Further(answer), total);
    }

    private static async Task<long?> CountAsync(
        Reads reads,
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
            after = Further(answer);
        }

        return after is null ? total : null;
    }

    private static IReadOnlyList<T> RowsOf<T>(RedisResult[] answer, Func<HashFields, DateTimeOffset, T> read)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse((string)answer[1]!, CultureInfo.InvariantCulture));
        return [.. ((RedisResult[])answer[2]!).Select(row => read(HashFields.Of((string[])row!), now))];
    }

    private static string? Further(RedisResult[] answer) => (string?)answer[0] is { Length: > 0 } after ? after : null;
}
