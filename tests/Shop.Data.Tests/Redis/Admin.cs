using Shop.Data.Redis;
using Shop.Testing;
using StackExchange.Redis;

namespace Shop.Data.Tests.Redis;

/// <summary>What the application could do to the master besides what it does, over a connection of its own.</summary>
internal static class Admin
{
    public static async Task<RedisResult> ExecuteOnMasterAsync(RunningRedis redis, RedisTrio trio, string command, params object[] arguments)
    {
        var master = redis.Topology.Current.Master ?? throw new InvalidOperationException("No master is known.");
        var connection = await ClientLibrary.ConnectNodeAsync(master, RunningRedis.OptionsFor(trio), TimeProvider.System, CancellationToken.None)
            ?? throw new InvalidOperationException($"{master} cannot be reached.");
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
