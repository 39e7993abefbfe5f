using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>
/// Where every read goes out. A node that does not answer in time costs a moment, not the read: another one is asked, for as long as a read is
/// held. An answer that comes after that is nobody's, and needs no cleaning up.
/// </summary>
internal sealed class Reads(Topology topology, NodeLinks links, RedisOptions options, TimeProvider time, RedisMetrics metrics)
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(20);

    private uint _turn;

    /// <summary>
    /// Asks the replicas of the read set in turn, then the master. The query starts all its commands on the batch, one node and one pipelined
    /// round trip, and returns a task of the answer; it is called again for each further node. What it throws by itself is not tried again.
    /// </summary>
    /// <exception cref="RedisUnavailableException">No node answered for as long as a read is held.</exception>
    public Task<T> ReadAsync<T>(Func<IBatch, Task<T>> query, CancellationToken cancellationToken) =>
        HoldAsync(query, NodesToAsk, cancellationToken);

    /// <summary>Asks the master and nobody else.</summary>
    /// <exception cref="RedisUnavailableException">No master answered for as long as a read is held.</exception>
    public Task<T> ReadMasterAsync<T>(Func<IBatch, Task<T>> query, CancellationToken cancellationToken) =>
        HoldAsync(query, static snapshot => snapshot.Master is { } master ? [master] : [], cancellationToken);

    private IEnumerable<string> NodesToAsk(TopologySnapshot snapshot)
    {
        var turn = Interlocked.Increment(ref _turn);
        for (var i = 0; i < snapshot.ReadSet.Count; i++)
        {
            yield return snapshot.ReadSet[(int)((turn + (uint)i) % (uint)snapshot.ReadSet.Count)];
        }

        if (snapshot.Master is { } master)
        {
            yield return master;
        }
    }

    private async Task<T> HoldAsync<T>(
        Func<IBatch, Task<T>> query, Func<TopologySnapshot, IEnumerable<string>> nodesToAsk, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        Exception? last = null;
        do
        {
            var change = topology.Changed;
            var snapshot = topology.Current;
            foreach (var node in nodesToAsk(snapshot))
            {
                try
                {
                    return await AskAsync(node, snapshot, query, cancellationToken);
                }
                catch (Exception exception) when (!cancellationToken.IsCancellationRequested && TransientFailure.Is(exception))
                {
                    last = exception;
                }
            }

            await Task.WhenAny(change, Task.Delay(RetryPause, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
        while (time.GetElapsedTime(start) < options.Hold);

        throw new RedisUnavailableException(
            RedisUnavailableReason.StorageUnavailable, options.RetryAfter, $"No Redis node answered a read within {options.Hold}.", last);
    }

    private async Task<T> AskAsync<T>(string node, TopologySnapshot snapshot, Func<IBatch, Task<T>> query, CancellationToken cancellationToken)
    {
        var database = links.Find(node) ?? throw new IOException($"There is no connection to {node}.");
        var batch = database.CreateBatch();
        var asked = query(batch);
        batch.Execute();
        var answer = await asked.WaitAsync(options.ReadLimit, time, cancellationToken);

        if (string.Equals(node, snapshot.Master, StringComparison.Ordinal))
        {
            // A master that was replaced while it answered may not know what its successor has acknowledged.
            if (topology.Current.Epoch != snapshot.Epoch)
            {
                throw new IOException($"{node} was replaced while it answered.");
            }

            metrics.ReadAnsweredByMaster();
        }
        else
        {
            metrics.ReadAnsweredByReplica();
        }

        return answer;
    }
}
