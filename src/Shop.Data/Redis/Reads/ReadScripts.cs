using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>Runs scripts that only read (<c>#!lua flags=no-writes</c>) on a replica.</summary>
internal static class ReadScripts
{
    public static Task<RedisResult> RunAsync(
        this Reads reads,
        LuaScript script,
        IReadOnlyList<string> keys,
        IReadOnlyList<RedisValue> arguments,
        Consistency consistency,
        CancellationToken cancellationToken) =>
        reads.ReadAsync(script.Name, batch => RunAsync(batch, script, keys, arguments), consistency, cancellationToken);

    /// <summary>One script within a query.</summary>
    /// <exception cref="MissingScriptException">The node does not know it: <see cref="NodeReads"/> brings it along and asks again.</exception>
    public static async Task<RedisResult> RunAsync(IBatch batch, LuaScript script, IReadOnlyList<string> keys, IReadOnlyList<RedisValue> arguments)
    {
        object[] call = [Convert.ToHexStringLower(script.Hash), keys.Count, .. keys.Select(key => (RedisKey)key), .. arguments];
        try
        {
            return await batch.ExecuteAsync("EVALSHA_RO", call);
        }
        catch (RedisServerException missing) when (missing.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            throw new MissingScriptException(script);
        }
    }
}

/// <summary>Scripts are not replicated, and a node that restarts forgets them.</summary>
internal sealed class MissingScriptException(LuaScript script) : Exception($"The node does not know {script.Name}.")
{
    public LuaScript Script { get; } = script;
}
