using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>One read of one node, and what proves that its answer may be shown.</summary>
internal sealed class NodeReads(Topology topology, NodeLinks links, RedisOptions options, TimeProvider time, RedisMetrics metrics)
{
    // Every process has written again by then what it held: a client that has read some of it before its acknowledgement finds it there.
    private static readonly TimeSpan ResendGrace = TimeSpan.FromMilliseconds(200);

    /// <inheritdoc cref="AskInOneTripAsync"/>
    public async Task<(T Answer, Watermark? Reached, string Node)> AskAsync<T>(
        string node, TopologySnapshot snapshot, Query<T> query, Watermark? seen, CancellationToken cancellationToken)
    {
        var isMaster = string.Equals(node, snapshot.Master, StringComparison.Ordinal);
        using var span = RedisSpans.StartRead(query.Name, node, isMaster);
        var start = time.GetTimestamp();
        try
        {
            var (answer, reached) = await AskInOneTripAsync(node, isMaster, query, seen, cancellationToken);
            Count(node, isMaster, snapshot, query.Reads);
            metrics.OperationEnded(query.Name, isMaster, time.GetElapsedTime(start), failure: null);
            return (answer, reached, node);
        }
        catch (Exception exception)
        {
            metrics.OperationEnded(query.Name, isMaster, time.GetElapsedTime(start), FailureKind.Of(exception));
            RedisSpans.Fail(span, exception);
            throw;
        }
    }

    /// <summary>
    /// Asks in one round trip, in this order: whether the node has what the client has seen, the query, how far the node reaches. So the answer
    /// is no older than the first and no newer than the last.
    /// </summary>
    private async Task<(T Answer, Watermark? Reached)> AskInOneTripAsync<T>(
        string node, bool isMaster, Query<T> query, Watermark? seen, CancellationToken cancellationToken)
    {
        var database = links.Find(node) ?? throw new IOException($"There is no connection to {node}.");
        try
        {
            return await AskAsync(database, node, isMaster, query, seen, cancellationToken);
        }
        catch (MissingScriptException missing)
        {
            await database.ExecuteAsync("SCRIPT", "LOAD", missing.Script.Source).WaitAsync(options.ReadLimit, time, cancellationToken);
            return await AskAsync(database, node, isMaster, query, seen, cancellationToken);
        }
    }

    private async Task<(T Answer, Watermark? Reached)> AskAsync<T>(
        IDatabase database, string node, bool isMaster, Query<T> query, Watermark? seen, CancellationToken cancellationToken)
    {
        var batch = database.CreateBatch();
        var before = seen is { } wanted ? batch.HashGetAsync(Keys.Watermark, Watermark.FieldsFor(wanted.Lineage)) : null;
        var asked = query.Start(batch);
        var after = query.Reach is null ? batch.HashGetAsync(Keys.Watermark, Watermark.FieldsFor(lineage: null)) : null;
        batch.Execute();

        var answer = await asked.WaitAsync(options.ReadLimit, time, cancellationToken);
        var reached = after is null ? query.Reach!(answer) : Watermark.Read(await after.WaitAsync(options.ReadLimit, time, cancellationToken));
        if (before is not null && !MayAnswer(seen!.Value, await before, isMaster))
        {
            throw new PassedOverException("behind", $"{node} does not have what the client has seen.");
        }

        return (answer, reached);
    }

    // What is gone for good can't be waited for, and nobody has newer data than the master.
    private bool MayAnswer(Watermark seen, RedisValue[] fields, bool isMaster) =>
        seen.IsReachedBy(fields) || (isMaster && seen.IsLostTo(fields) && topology.EpochAge >= ResendGrace);

    private void Count(string node, bool isMaster, TopologySnapshot snapshot, int reads)
    {
        if (!isMaster)
        {
            metrics.AnsweredByReplica(reads);
            return;
        }

        // A master that was replaced while it answered may not know what its successor has acknowledged.
        if (topology.Current.Epoch != snapshot.Epoch)
        {
            throw new PassedOverException("replaced", $"{node} was replaced while it answered.");
        }

        metrics.AnsweredByMaster(reads);
    }
}
