using Shop.Data.Redis;
using Shop.Testing;
using StackExchange.Redis;

namespace Shop.Data.Tests.Redis;

/// <summary>What the application could do to a node besides what it does, over a connection of its own.</summary>
internal static class Admin
{
    public static Task<RedisResult> ExecuteOnMasterAsync(RunningRedis redis, RedisTrio trio, string command, params object[] arguments) =>
        ExecuteAsync(trio, redis.Topology.Current.Master ?? throw new InvalidOperationException("No master is known."), command, arguments);

    public static async Task<RedisResult> ExecuteAsync(RedisTrio trio, string node, string command, params object[] arguments)
    {
        var connection = await ClientLibrary.ConnectNodeAsync(node, RunningRedis.OptionsFor(trio), TimeProvider.System, CancellationToken.None)
            ?? throw new InvalidOperationException($"{node} cannot be reached.");
        try
        {
            return await connection.GetDatabase().ExecuteAsync(command, arguments);
        }
        finally
        {
            ClientLibrary.Abandon(connection);
        }
    }
}
