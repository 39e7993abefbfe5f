using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>Asks one node for its role, again and again. An answer that does not come ends the connection, since the library never ends it.</summary>
internal sealed partial class NodeProbe(string address, NodeLink link, Topology topology, RedisOptions options, TimeProvider time, ILogger logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var round = topology.Now;
                await ProbeAsync(cancellationToken);
                var left = options.ProbeInterval - (topology.Now - round);
                await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, cancellationToken);
            }
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            link.Abandon();
        }
    }

    private async Task ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await link.OpenAsync(cancellationToken) is not { } connection)
            {
                return;
            }

            var askedAt = topology.Now;
            var answer = await connection.GetDatabase().ExecuteAsync("INFO", "replication").WaitAsync(options.HungAfter, time, cancellationToken);
            topology.Observe(ReplicationInfo.Parse(address, (string)answer!, askedAt));
        }
        catch (TimeoutException)
        {
            link.Hung();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (exception is RedisConnectionException)
            {
                link.Refused();
            }

            // Whatever it was, the loop goes on: a probe that ended would leave the node stale for good.
            Log.ProbeFailed(logger, address, exception.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, EventName = "ProbeFailed", Level = LogLevel.Debug,
            Message = "Redis node {Node} did not answer its probe: {Error}")]
        public static partial void ProbeFailed(ILogger logger, string node, string error);
    }
}
