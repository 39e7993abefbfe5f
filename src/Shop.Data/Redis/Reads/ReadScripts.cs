using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>Runs scripts that only read (<c>#!lua flags=no-writes</c>) on a replica.</summary>
internal static class ReadScripts
{
    public static Task<RedisResult> RunAsync(
        this Reads reads,
        LuaScript script,
        IReadOnlyList<string> keys,
        IEnumerable<RedisValue> arguments,
        CancellationToken cancellationToken)
    {
        object[] call = [keys.Count, .. keys.Select(key => (object)(RedisKey)key), .. arguments.Select(argument => (object)argument)];
        return reads.ReadAsync(batch => RunAsync(batch, script, call), cancellationToken);
    }

    // Scripts are not replicated, and a node that restarts forgets them: a call that misses one brings it along, and Redis keeps it.
    private static async Task<RedisResult> RunAsync(IBatch batch, LuaScript script, object[] call)
    {
        try
        {
            return await batch.ExecuteAsync("EVALSHA_RO", [Convert.ToHexStringLower(script.Hash), .. call]);
        }
        catch (RedisServerException missing) when (missing.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            return await batch.Multiplexer.GetDatabase().ExecuteAsync("EVAL_RO", [script.Source, .. call]);
        }
    }
}
