using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>
/// Where every read goes out. A node that does not answer in time costs a moment, not the read: another one is asked, for as long as a read is
/// held. An answer that comes after that is nobody's, and needs no cleaning up.
/// </summary>
internal sealed class Reads(Topology topology, NodeLinks links, RedisOptions options, TimeProvider time, RedisMetrics metrics)
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(20);

    private readonly NodeReads _node = new(topology, links, options, time, metrics);
    private readonly Hedge _hedge = new(options.HedgeAfter, time, metrics);

    private uint _turn;
    private Rows? _rows;

    /// <summary>The way of those that want whole hashes.</summary>
    public Rows Rows => LazyInitializer.EnsureInitialized(ref _rows, () => new Rows(this, time));

    /// <inheritdoc cref="ReadAsync{T}(Query{T}, Consistency, CancellationToken)"/>
    public Task<T> ReadAsync<T>(string name, Func<IBatch, Task<T>> start, Consistency consistency, CancellationToken cancellationToken) =>
        ReadAsync(new Query<T>(name, start), consistency, cancellationToken);

    /// <summary>
    /// Asks the nodes that the call's consistency allows, in turn: the query is started again for each further node. What it throws by itself is
    /// not tried again.
    /// </summary>
    /// <exception cref="RedisUnavailableException">No node answered for as long as a read is held.</exception>
    public async Task<T> ReadAsync<T>(Query<T> query, Consistency consistency, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var seen = consistency.Seen;
        var hold = consistency.Level == ReadConsistency.Strong || seen is not null ? options.Hold : options.ReadHold;
        Exception? last;
        do
        {
            var change = topology.Changed;
            var snapshot = topology.Current;
            try
            {
                var (answer, reached, node) = await _hedge.AskAsync(
                    NodesFor(consistency.Level, snapshot),
                    node => _node.AskAsync(node, snapshot, query, seen, cancellationToken),
                    cancellationToken);
                (consistency.Seen, consistency.AnsweredBy) = (reached ?? seen, (node, IsMaster: node == snapshot.Master));
                return answer;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && TransientFailure.Is(exception))
            {
                last = exception;
            }

            await Task.WhenAny(change, Task.Delay(RetryPause, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
        while (time.GetElapsedTime(start) < hold);

        throw new RedisUnavailableException(
            RedisUnavailableReason.StorageUnavailable, options.RetryAfter, $"No Redis node answered a read within {hold}.", last);
    }

    private List<string> NodesFor(ReadConsistency level, TopologySnapshot snapshot)
    {
        var nodes = level == ReadConsistency.Strong ? [] : InTurn(snapshot.ReadSet);
        if (snapshot.Master is { } master)
        {
            nodes.Add(master);
        }
        else if (snapshot.Successor is { } successor && level != ReadConsistency.Strong)
        {
            // The first, not the only one: a client that has seen what never reached it is answered by the others for as long as they have it.
            nodes.Remove(successor);
            nodes.Insert(0, successor);
        }

        if (level == ReadConsistency.Eventual)
        {
            nodes.AddRange(links.Addresses.Except(nodes, StringComparer.Ordinal));
        }

        return nodes;
    }

    private List<string> InTurn(IReadOnlyList<string> readSet)
    {
        var first = readSet.Count == 0 ? 0 : (int)(Interlocked.Increment(ref _turn) % (uint)readSet.Count);
        return [.. readSet.Skip(first), .. readSet.Take(first)];
    }
}
