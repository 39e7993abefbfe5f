using Shop.Data.Redis;
using StackExchange.Redis;

namespace Shop.Data.Tests.Redis;

/// <summary>The smallest change that behaves like the shop's own: done once for each operation, however often it is sent.</summary>
internal static class Once
{
    public static LuaScript Script { get; } = new(
        "Once",
        """
        #!lua
        -- KEYS[1] the operation's record, KEYS[2] a counter
        if redis.call('SET', KEYS[1], '1', 'NX') then
          redis.call('SET', KEYS[2], (redis.call('GET', KEYS[2]) or 0) + 1)
        end
        return redis.call('GET', KEYS[1])
        """);

    public static Task<Commit> CommitAsync(CommitQueue commits, string run, int operation, CancellationToken cancellationToken = default) =>
        commits.CommitAsync(Script, [Record(run, operation), Counter(run)], [], cancellationToken);

    public static RedisKey Counter(string run) => $"op:once-{run}:count";

    public static RedisKey Record(string run, int operation) => $"op:once-{run}:{operation}";
}
