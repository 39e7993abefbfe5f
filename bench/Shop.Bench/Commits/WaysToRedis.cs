using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shop.Bench.Sites;
using Shop.Data.Redis;
using Shop.Local;
using Shop.Local.Drill;
using StackExchange.Redis;

namespace Shop.Bench.Commits;

/// <summary>Two ways to one master: the shop's, and one that believes whatever the master says.</summary>
internal sealed class WaysToRedis : IAsyncDisposable
{
    private static readonly LuaScript Sell = new(
        "Sell",
        """
        #!lua
        if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
        if redis.call('HINCRBY', KEYS[2], 'stock', -1) < -1000000000 then return 0 end
        redis.call('HSET', KEYS[1], 'code', 'sold', 'at', redis.call('TIME')[1])
        redis.call('PEXPIRE', KEYS[1], 60000)
        return 1
        """);

    private readonly IHost _host;
    private readonly CommitQueue _commits;
    private readonly ConnectionMultiplexer _plain;
    private long _operation;

    private WaysToRedis(IHost host, ConnectionMultiplexer plain)
    {
        _host = host;
        _commits = host.Services.GetRequiredService<CommitQueue>();
        _plain = plain;
    }

    public static async Task<WaysToRedis> OpenAsync(DrillStack stack)
    {
        var host = await ShopInProcess.OpenAsync(stack);
        var options = host.Services.GetRequiredService<RedisOptions>();
        var master = (await stack.MasterAsync()).Address;
        var plain = await ClientLibrary.ConnectNodeAsync(master, options, TimeProvider.System, CancellationToken.None)
            ?? throw new Refusal($"{master} can't be reached.");
        await plain.GetDatabase().ExecuteAsync("SCRIPT", "LOAD", Sell.Source);
        return new WaysToRedis(host, plain);
    }

    public async Task WriteDurablyAsync() => await _commits.CommitAsync(Sell, Keys(), [], CancellationToken.None);

    public async Task WritePlainlyAsync() => await _plain.GetDatabase().ScriptEvaluateAsync(Sell.Hash, Keys(), []);

    public async ValueTask DisposeAsync()
    {
        ClientLibrary.Abandon(_plain);
        await _host.StopAsync();
        _host.Dispose();
    }

    private RedisKey[] Keys() => [$"op:bench-{Interlocked.Increment(ref _operation)}", "op:bench-stock"];
}
