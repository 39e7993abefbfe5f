using System.Text;
using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>
/// Pages of a list whose rows are kept. One that was asked for lately is asked for with the marks of the rows that it had then, and those that are
/// still the same are not sent again. No page is shown by itself: which rows it has, and in which state, a node says each time, in one step.
/// </summary>
/// <param name="script">Takes the lineage and the kept rows' marks behind the page's own arguments, as FindProducts.lua does.</param>
internal sealed class KeptPages<T>(LuaScript script, KeptRows<T> rows)
    where T : class
{
    // Some 700 pages of 20 in each of the two generations: 5 MB at most.
    private const int MaxRows = 20_000;

    // A page counts as so many rows more: its name holds what was searched for, so that many pages of a row each take as much.
    private const int RowsOfAName = 10;

    // What follows the page's own arguments where nothing is kept.
    private static readonly RedisValue[] Nothing = ["", ""];

    private readonly Generations<string[]> _pages = new(MaxRows, static keys => keys.Length + RowsOfAName);

    /// <param name="keys">The rows that are wanted by name; none for a page of the whole list.</param>
    public async Task<PageOf<T>> FindAsync(
        Reads reads,
        IReadOnlyList<string> keys,
        PageQuery page,
        IReadOnlyList<RedisValue> filter,
        Consistency consistency,
        CancellationToken cancellationToken)
    {
        RedisValue[] place = [.. Lists.ArgumentsOf(page)];
        var name = string.Join('\n', place.Concat(filter));
        var expected = keys.Count > 0 ? keys : _pages.Find(name) ?? [];
        var kept = FindAll(expected);
        RedisValue[] arguments = [.. place, .. MarksOf(kept), .. filter];
        var query = new Query<Answer>(script.Name, batch => AskAsync(batch, keys, arguments)) { Reach = static answer => answer.Reached };
        var answer = await reads.ReadAsync(query, consistency, cancellationToken);
        if (keys.Count == 0 && !answer.Rows.Select(static row => row[^1]).SequenceEqual(expected, StringComparer.Ordinal))
        {
            _pages.Keep(name, Array.ConvertAll(answer.Rows, static row => row[^1]));
        }

        var total = page.IncludeTotal ? await reads.CountAsync(script, keys, [.. Nothing, .. filter], consistency, cancellationToken) : null;
        return new PageOf<T>(Array.ConvertAll(answer.Rows, row => ValueOf(row, answer, kept)), answer.Further, total);
    }

    private Dictionary<string, KeptRow<T>> FindAll(IEnumerable<string> keys)
    {
        var kept = new Dictionary<string, KeptRow<T>>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            if (rows.Find(key) is { } row)
            {
                kept[key] = row;
            }
        }

        return kept;
    }

    /// <summary>Of one lineage: in another the same marks may stand for something else.</summary>
    private static RedisValue[] MarksOf(Dictionary<string, KeptRow<T>> kept)
    {
        if (kept.Count == 0)
        {
            return Nothing;
        }

        var lineage = kept.Values.First().Lineage;
        var marks = new StringBuilder("\n");
        foreach (var (key, row) in kept.Where(one => string.Equals(one.Value.Lineage, lineage, StringComparison.Ordinal)))
        {
            marks.Append(key).Append(' ').Append(row.Mark).Append('\n');
        }

        return [lineage, marks.ToString()];
    }

    private async Task<Answer> AskAsync(IBatch batch, IReadOnlyList<string> keys, RedisValue[] arguments)
    {
        var answer = (RedisResult[])(await ReadScripts.RunAsync(batch, script, keys, arguments))!;
        return new Answer(
            Lists.FurtherOf(answer),
            Lists.NowOf(answer),
            Array.ConvertAll((RedisResult[])answer[2]!, static row => (string[])row!),
            answer[3].IsNull ? null : new Watermark((string)answer[3]!, (long)answer[4]));
    }

    private T ValueOf(string[] row, Answer answer, Dictionary<string, KeptRow<T>> kept)
    {
        var key = row[^1];
        return row.Length == 1
            ? kept[key].Value
            : rows.Keep(key, new RowAnswer(HashFields.Of(new ArraySegment<string>(row, 0, row.Length - 2)), row[^2], answer.Reached, answer.Now));
    }

    /// <param name="Rows">The key alone of one that was kept; else fields and values, the mark and the key.</param>
    private sealed record Answer(string? Further, DateTimeOffset Now, string[][] Rows, Watermark? Reached);
}
