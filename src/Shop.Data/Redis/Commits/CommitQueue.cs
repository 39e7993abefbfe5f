using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>Where every change goes in.</summary>
internal sealed class CommitQueue
{
    public Task<Commit> CommitAsync(LuaScript script, RedisKey[] keys, RedisValue[] arguments, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Not there yet.");
}
