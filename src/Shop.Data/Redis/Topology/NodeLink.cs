using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>
/// The connection to one node or Sentinel, one multiplexer at a time. It is opened and given up by the one loop that probes it, and read through
/// by everyone: the path that is probed is the path that is read.
/// </summary>
internal sealed class NodeLink(Func<CancellationToken, Task<ConnectionMultiplexer?>> connect, TimeProvider time, RedisMetrics metrics)
{
    // The library redials a lost connection at once and then each second: what is not back after this is replaced, which is faster.
    private static readonly TimeSpan RedialLimit = TimeSpan.FromMilliseconds(300);

    // A node that is gone costs one attempt a second; one that has just gone is asked again soon.
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(1);

    private volatile ConnectionMultiplexer? _connection;
    private long? _downSince;
    private long _failedAt;
    private TimeSpan _backOff;

    /// <summary>Null while there is no connection. It may be broken or hung: every use has a limit of its own.</summary>
    public IDatabase? Database => _connection?.GetDatabase();

    /// <summary>The working connection, opened anew where needed; null while there is none.</summary>
    public async Task<ConnectionMultiplexer?> OpenAsync(CancellationToken cancellationToken)
    {
        if (_connection is { IsConnected: true } working)
        {
            _downSince = null;
            return working;
        }

        if (_connection is not null)
        {
            _downSince ??= time.GetTimestamp();
            if (time.GetElapsedTime(_downSince.Value) < RedialLimit)
            {
                return null;
            }

            Replace(ConnectionLoss.Lost);
        }

        return time.GetElapsedTime(_failedAt) < _backOff ? null : await ConnectAsync(cancellationToken);
    }

    /// <summary>
    /// A call was refused for want of a connection. One that is up all the same would go on refusing until the library looks again, a minute
    /// later: when its answers came too late while it was being opened, the library keeps the socket and takes the node for dead.
    /// </summary>
    public void Refused()
    {
        if (_connection is { IsConnected: true })
        {
            Replace(ConnectionLoss.Refused);
        }
    }

    /// <summary>An answer did not come: the library would never end the connection.</summary>
    public void Hung() => Replace(ConnectionLoss.Hung);

    /// <summary>Gives the connection up: nobody needs it any more.</summary>
    public void Abandon()
    {
        var connection = _connection;
        _connection = null;
        _downSince = null;
        if (connection is not null)
        {
            ClientLibrary.Abandon(connection);
        }
    }

    private void Replace(string reason)
    {
        if (_connection is not null)
        {
            metrics.ConnectionReplaced(reason);
            Abandon();
        }
    }

    private async Task<ConnectionMultiplexer?> ConnectAsync(CancellationToken cancellationToken)
    {
        _connection = await connect(cancellationToken);
        if (_connection is null)
        {
            _failedAt = time.GetTimestamp();
            _backOff = _backOff == TimeSpan.Zero ? FirstBackOff : TimeSpan.FromTicks(Math.Min(2 * _backOff.Ticks, LongestBackOff.Ticks));
        }
        else
        {
            _backOff = TimeSpan.Zero;
        }

        return _connection;
    }
}
