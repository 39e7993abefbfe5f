using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Shop.Data.Redis;
using Shop.Testing;
using StackExchange.Redis;

namespace Shop.Data.Tests.Redis;

/// <summary>
/// On a busy machine a node may answer the library too late while a connection is opened. The library then keeps the socket and takes the node
/// for dead: the connection is up, and refuses every call for a minute.
/// </summary>
public sealed class RefusingConnectionTests(SettledRedis settled) : IClassFixture<SettledRedis>, IDisposable
{
    private const int DidNotRespond = 8; // of the library's UnselectableFlags

    private readonly Meters _meters = new();

    public void Dispose() => _meters.Dispose();

    [Fact]
    public async Task A_Sentinel_whose_connection_is_up_and_refuses_every_call_is_heard_again()
    {
        var (trio, one) = (settled.Trio, settled.Trio.Sentinels.Split(',')[0]);
        var options = new RedisOptions { Sentinels = [one], MasterName = trio.MasterName, Password = trio.Password };
        var link = new NodeLink(token => ClientLibrary.ConnectSentinelAsync(one, options, TimeProvider.System, token), TimeProvider.System, new RedisMetrics(_meters));
        await RefuseAsync(link, "SENTINEL", "MASTERS");
        var topology = new Topology(options, TimeProvider.System, NullLogger<Topology>.Instance);

        using var stop = new CancellationTokenSource();
        using var poll = new SentinelPoll(one, link, topology, options, TimeProvider.System, NullLogger.Instance);
        var polling = poll.RunAsync(stop.Token);
        await Eventually.True(() => topology.Tick().Count == 3, "the Sentinel has told which nodes there are");
        await stop.CancelAsync();
        await polling;
    }

    [Fact]
    public async Task A_node_whose_connection_is_up_and_refuses_every_call_is_heard_again()
    {
        var options = RunningRedis.OptionsFor(settled.Trio);
        var node = settled.Running.Topology.Current.Master!;
        var link = new NodeLink(token => ClientLibrary.ConnectNodeAsync(node, options, TimeProvider.System, token), TimeProvider.System, new RedisMetrics(_meters));
        await RefuseAsync(link, "INFO", "replication");
        var topology = new Topology(options, TimeProvider.System, NullLogger<Topology>.Instance);

        using var stop = new CancellationTokenSource();
        var probing = new NodeProbe(node, link, topology, options, TimeProvider.System, NullLogger.Instance).RunAsync(stop.Token);
        await Eventually.True(() => AnswersAsync(link), "the node answers");
        await stop.CancelAsync();
        await probing;
    }

    private static async Task<bool> AnswersAsync(NodeLink link)
    {
        try
        {
            return link.Database is { } database && !(await database.ExecuteAsync("INFO", "replication")).IsNull;
        }
        catch (RedisConnectionException)
        {
            return false;
        }
    }

    private static async Task RefuseAsync(NodeLink link, string command, string argument)
    {
        var connection = (await link.OpenAsync(CancellationToken.None))!;
        var server = connection.GetServer(connection.GetEndPoints()[0]);
        var endPoint = server.GetType().GetField("server", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(server)!;
        var mark = endPoint.GetType().GetMethod("SetUnselectable", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!;
        mark.Invoke(endPoint, [Enum.ToObject(mark.GetParameters()[0].ParameterType, DidNotRespond)]);
        Assert.True(connection.IsConnected);
        await Assert.ThrowsAsync<RedisConnectionException>(() => connection.GetDatabase().ExecuteAsync(command, argument));
    }
}
