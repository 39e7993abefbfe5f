using Shop.Local.Drill;
using Shop.Local.Wire;

namespace Shop.Bench.Memory;

/// <summary>What the keys of each kind take on the master, by its own word (MEMORY USAGE); the table of keys itself adds some 10 bytes a key.</summary>
internal sealed class StoredBytes
{
    // Ids make a kind out of many keys; the leaves of an index follow its name after a line feed.
    private const string Sum = """
        local cursor, bytes = '0', {}
        repeat
          local part = redis.call('SCAN', cursor, 'COUNT', 1000)
          cursor = part[1]
          for _, key in ipairs(part[2]) do
            local kind = string.gsub(string.gsub(string.match(key, '^[^\n]+'), '{.-}', '{}'), ':session:.*', ':session')
            bytes[kind] = (bytes[kind] or 0) + redis.call('MEMORY', 'USAGE', key, 'SAMPLES', 0)
          end
        until cursor == '0'
        local all = {}
        for kind, sum in pairs(bytes) do
          table.insert(all, kind)
          table.insert(all, sum)
        end
        return all
        """;

    private readonly IReadOnlyDictionary<string, long> _bytes;

    private StoredBytes(IReadOnlyDictionary<string, long> bytes) => _bytes = bytes;

    public static async Task<StoredBytes> ReadAsync(DrillStack stack)
    {
        using var redis = await RedisConnection.OpenAsync(
            await stack.MasterAsync(), "operator", stack.Settings.OperatorPassword, authority: null, TimeSpan.FromSeconds(30));
        var answer = await redis.AskListAsync("EVAL", Sum, "0");
        return new StoredBytes(answer.Chunk(2).ToDictionary(pair => (string)pair[0]!, pair => (long)pair[1]!, StringComparer.Ordinal));
    }

    /// <summary>Bytes more than before, of the kinds that are named; * at the end of a name stands for anything.</summary>
    public long Since(StoredBytes before, params string[] kinds) => kinds.Sum(kind => Of(kind) - before.Of(kind));

    private long Of(string kind) => _bytes
        .Where(pair => kind.EndsWith('*') ? pair.Key.StartsWith(kind[..^1], StringComparison.Ordinal) : pair.Key == kind)
        .Sum(pair => pair.Value);
}
