using Shop.Data.Redis;
using Shop.Testing;
using StackExchange.Redis;

namespace Shop.Data.Tests.Redis;

/// <summary>What an operator does to the master, over a connection of its own.</summary>
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

    /// <summary>Asks the first Sentinel for a failover, although the master is well.</summary>
    public static async Task FailOverAsync(RedisTrio trio)
    {
        var connection = await ClientLibrary.ConnectSentinelAsync(
            trio.Sentinels.Split(',')[0], RunningRedis.OptionsFor(trio), TimeProvider.System, CancellationToken.None)
            ?? throw new InvalidOperationException("The first Sentinel cannot be reached.");
        try
        {
            await connection.GetDatabase().ExecuteAsync("SENTINEL", "FAILOVER", trio.MasterName);
        }
        finally
        {
            ClientLibrary.Abandon(connection);
        }
    }

    /// <summary>Cuts every connection that writes are sent over.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<int> KillWritersAsync(RunningRedis redis, RedisTrio trio)
    {
        var clients = (string?)await ExecuteOnMasterAsync(redis, trio, "CLIENT", "LIST", "TYPE", "NORMAL") ?? "";
        var writers = clients.Split('\n').Where(line => line.Contains(" name=writer-", StringComparison.Ordinal)).ToList();
        foreach (var writer in writers)
        {
            await ExecuteOnMasterAsync(redis, trio, "CLIENT", "KILL", "ID", writer.Split(' ')[0]["id=".Length..]);
        }

        return writers.Count;
    }
}
