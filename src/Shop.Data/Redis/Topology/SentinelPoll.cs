using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>Asks one Sentinel for its view, again and again, and at once when it tells of a new master.</summary>
internal sealed partial class SentinelPoll(string address, NodeLink link, Topology topology, RedisOptions options, TimeProvider time, ILogger logger)
    : IDisposable
{
    private readonly SemaphoreSlim _nudge = new(0);
    private ConnectionMultiplexer? _subscribed;
    private string? _trouble;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var round = topology.Now;
                await PollAsync(cancellationToken);
                var left = options.PollInterval - (topology.Now - round);
                await _nudge.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken);
            }
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            link.Abandon();
        }
    }

    public void Dispose() => _nudge.Dispose();

    private async Task PollAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await link.OpenAsync(cancellationToken) is not { } connection)
            {
                Report("it cannot be reached, refuses REDIS_PASSWORD, or is not what REDIS_TLS expects");
                return;
            }

            var askedAt = topology.Now;
            var database = connection.GetDatabase();
            var master = database.ExecuteAsync("SENTINEL", "GET-MASTER-ADDR-BY-NAME", options.MasterName);
            var replicas = database.ExecuteAsync("SENTINEL", "REPLICAS", options.MasterName);
            await Task.WhenAll(master, replicas).WaitAsync(options.HungAfter, time, cancellationToken);
            topology.Observe(SentinelAnswer.Parse(address, await master, await replicas, askedAt));
            Report(null);
            Subscribe(connection);
        }
        catch (TimeoutException)
        {
            link.Hung();
            Report("it does not answer");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (exception is RedisConnectionException)
            {
                link.Refused();
            }

            Report(exception.Message);
        }
    }

    // Not awaited: the message only makes the next poll come sooner, and it may be missed.
    private void Subscribe(ConnectionMultiplexer connection)
    {
        if (!ReferenceEquals(_subscribed, connection))
        {
            _subscribed = connection;
            _ = connection.GetSubscriber().SubscribeAsync("+switch-master", (_, _) => _nudge.Release());
        }
    }

    // Once for each change, not five times a second.
    private void Report(string? trouble)
    {
        if (string.Equals(trouble, _trouble, StringComparison.Ordinal))
        {
            return;
        }

        _trouble = trouble;
        if (trouble is null)
        {
            Log.SentinelAnswers(logger, address);
        }
        else
        {
            Log.SentinelSilent(logger, address, trouble);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, EventName = "SentinelAnswers", Level = LogLevel.Information, Message = "Sentinel {Sentinel} answers")]
        public static partial void SentinelAnswers(ILogger logger, string sentinel);

        [LoggerMessage(EventId = 2, EventName = "SentinelSilent", Level = LogLevel.Warning, Message = "Sentinel {Sentinel} has no vote: {Trouble}")]
        public static partial void SentinelSilent(ILogger logger, string sentinel, string trouble);
    }
}
