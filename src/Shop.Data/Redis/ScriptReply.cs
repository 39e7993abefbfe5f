using System.Globalization;
using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>What a changing script answered: <c>{code, replayed, values}</c>, and what the commit path adds.</summary>
internal sealed record ScriptReply(string Code, string[] Values, Written Written)
{
    /// <summary>The values of an answer that holds an aggregate: its fields after the change.</summary>
    public HashFields Fields => HashFields.Of(Values);

    /// <summary>The one value of an answer that is a number of seconds.</summary>
    public TimeSpan Seconds => TimeSpan.FromSeconds(long.Parse(Values[0], CultureInfo.InvariantCulture));

    /// <summary>A code that the script's header does not list is a defect, never an outcome.</summary>
    public InvalidOperationException Unexpected(LuaScript script) =>
        new($"{script.Name}.lua answered '{Code}', which its result type does not know: list the code in both.");
}

internal static class ScriptReplies
{
    /// <summary>
    /// Sends one change down the commit path. The operation's record becomes KEYS[1] and its fingerprint, id, retention and origin
    /// ARGV[1..4], as operation.lua expects them of every script, and its origin the last ARGV, where audit.lua looks.
    /// </summary>
    public static async Task<ScriptReply> RunAsync(
        this CommitQueue commits,
        LuaScript script,
        Operation operation,
        IEnumerable<string> keys,
        IEnumerable<RedisValue> arguments,
        CancellationToken cancellationToken)
    {
        RedisKey[] allKeys = [Keys.Operation(operation), .. keys.Select(key => (RedisKey)key)];
        RedisValue[] allArguments =
        [
            operation.Fingerprint, operation.Id, (long)operation.Retention.TotalMilliseconds, operation.FromClient ? "1" : "0", .. arguments,
            operation.Origin.ToArgument(),
        ];
        var commit = await commits.CommitAsync(script, allKeys, allArguments, cancellationToken);
        return Read(commit);
    }

    private static ScriptReply Read(Commit commit)
    {
        var parts = (RedisResult[])commit.Result;
        return new ScriptReply((string)parts[0]!, (string[])parts[2]!, new Written(commit.Replicas, Replayed: (long)parts[1] == 1, commit.Reached));
    }
}
