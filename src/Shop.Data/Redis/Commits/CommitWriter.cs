using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Shop.Data.Redis;

/// <summary>
/// Takes writes from the queue and sends them in batches, one batch on the way at a time. While one is on the way, the next gathers: the more
/// load, the larger the batches. A write that is not proven stays at the head and is sent again, to whichever node is the master by then.
/// </summary>
internal sealed partial class CommitWriter(
    CommitQueue queue, Topology topology, RedisOptions options, TimeProvider time, RedisMetrics metrics, ILogger<CommitWriter> logger)
    : BackgroundService
{
    // Long enough that a master which refuses everything is not asked in a tight loop, short against any failover.
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(20);

    private readonly List<PendingCommit> _batch = [];
    private WriteSession? _session;
    private string? _reported;
    private long _lossEnded;

    /// <summary>Writes what is waiting, within its hold, unless the host runs out of patience first.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Close();
        await Task.WhenAny(ExecuteTask ?? Task.CompletedTask, Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken));
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await GatherAsync(stoppingToken))
            {
                queue.Took(_batch[0]);
                var change = topology.Changed;
                if (await TrySendAsync(stoppingToken))
                {
                    // Whoever was just answered goes on first: what they write next travels in the next batch, not in the one after it.
                    await Task.Yield();
                }
                else
                {
                    await Task.WhenAny(change, Task.Delay(RetryPause, time, stoppingToken));
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            _batch.ForEach(commit => commit.GiveUp());
        }
        finally
        {
            EndSession();
        }
    }

    /// <summary>Fills the batch behind what was kept. False when there will be nothing more.</summary>
    private async Task<bool> GatherAsync(CancellationToken abort)
    {
        do
        {
            _batch.RemoveAll(HasEnded);
            queue.Took(_batch.FirstOrDefault());
            var bytes = _batch.Sum(commit => commit.Bytes);
            while (_batch.Count < options.BatchOperations && queue.Waiting.TryPeek(out var next))
            {
                if (_batch.Count > 0 && bytes + next.Bytes > options.BatchBytes)
                {
                    break;
                }

                queue.Waiting.TryRead(out _);
                bytes += next.Bytes;
                _batch.Add(next);
            }

            _batch.RemoveAll(HasEnded);
        }
        while (_batch.Count == 0 && await queue.Waiting.WaitToReadAsync(abort));

        return _batch.Count > 0;
    }

    // A caller that was cancelled waits no longer, so its write's hold is watched here.
    private static bool HasEnded(PendingCommit commit)
    {
        if (commit.IsHeldTooLong)
        {
            commit.GiveUp();
        }

        return commit.IsEnded;
    }

    /// <summary>True when nothing of the batch has to be sent again.</summary>
    private async Task<bool> TrySendAsync(CancellationToken abort)
    {
        try
        {
            var snapshot = topology.Current;
            if (await SessionAsync(snapshot.Master, abort) is not { } session)
            {
                _batch.ForEach(commit => commit.OnMaster = false);
                return false;
            }

            metrics.CommitsResent(_batch.Count(commit => commit.WasSent));
            _batch.ForEach(commit => commit.SentTo(session.Address));
            var sentAt = time.GetTimestamp();
            var answer = await session.SendAsync(_batch, snapshot, abort);
            Measure(answer, time.GetElapsedTime(sentAt));
            await SettleAsync(session, snapshot, answer);
        }
        catch (Exception exception) when (!abort.IsCancellationRequested)
        {
            // Whatever it was, the batch is kept and its hold goes on: a loop that ended would hold every write after it, too.
            _batch.ForEach(commit => commit.OnMaster = false);
            Replace(exception.Message);
        }

        return _batch.Count == 0;
    }

    private async Task<WriteSession?> SessionAsync(string? master, CancellationToken abort)
    {
        if (_session is { } open && !open.IsBroken && string.Equals(open.Address, master, StringComparison.Ordinal))
        {
            return open;
        }

        if (_session is { IsBroken: true })
        {
            metrics.ConnectionReplaced(ConnectionLoss.Lost);
        }

        EndSession(master is null ? "no master is known" : null);
        if (master is not null)
        {
            _session = await WriteSession.OpenAsync(master, topology, options, time, abort);
        }

        return _session;
    }

    /// <summary>
    /// Acknowledges what the replicas of now hold: the snapshot may have changed since the batch was sent, and then neither the old ones nor the old
    /// master are good enough.
    /// </summary>
    private async Task SettleAsync(WriteSession session, TopologySnapshot sent, BatchAnswer answer)
    {
        var current = topology.Current;
        var stillMaster = answer.IsProven && current.Epoch == sent.Epoch && string.Equals(current.Master, session.Address, StringComparison.Ordinal);
        var acknowledged = stillMaster && answer.IsConfirmedBy(current);
        var trouble = answer.Trouble;
        if (acknowledged)
        {
            NoteFailover(current.Epoch);
        }
        else if (stillMaster)
        {
            metrics.AcknowledgementShort();
        }

        for (var i = 0; i < _batch.Count; i++)
        {
            var result = answer.Results[i];
            _batch[i].OnMaster = stillMaster && result.IsCompletedSuccessfully;
            if (result.IsCompletedSuccessfully && acknowledged)
            {
                _batch[i].Acknowledge(new Commit(await result, answer.Replicas, answer.Reached));
            }
            else if (result.Exception?.InnerException is { } defect && !TransientFailure.Is(defect))
            {
                _batch[i].Fail(defect);
            }
            else
            {
                trouble ??= result.Exception?.InnerException?.Message;
            }
        }

        _batch.RemoveAll(commit => commit.IsEnded);
        if (trouble is null)
        {
            _reported = null;
        }
        else
        {
            Replace(trouble);
        }
    }

    private void Measure(BatchAnswer answer, TimeSpan took)
    {
        for (var i = 0; i < _batch.Count; i++)
        {
            var result = answer.Results[i];
            var failure = result switch
            {
                { IsCompletedSuccessfully: true } => answer.IsProven ? null : FailureKind.Unproven,
                { Exception.InnerException: { } exception } => FailureKind.Of(exception),
                _ => FailureKind.Timeout,
            };
            metrics.OperationEnded(_batch[i].Script.Name, onMaster: true, took, failure);
        }
    }

    /// <summary>The first acknowledgement by another master than the one that was lost.</summary>
    private void NoteFailover(long epoch)
    {
        if (topology.Loss is { } loss && loss.Epoch < epoch && loss.Epoch > _lossEnded)
        {
            _lossEnded = loss.Epoch;
            metrics.FailoverEnded(topology.Now - loss.At);
        }
    }

    private void Replace(string trouble)
    {
        if (_session is not null)
        {
            metrics.ConnectionReplaced(ConnectionLoss.Unproven);
        }

        EndSession(trouble);
    }

    private void EndSession(string? trouble = null)
    {
        if (_session is { } session)
        {
            _session = null;
            session.Dispose();
            Report(session.Address, trouble);
        }
    }

    // Once for each trouble, not at each attempt of a hold.
    private void Report(string node, string? trouble)
    {
        if (trouble is not null && !string.Equals(trouble, _reported, StringComparison.Ordinal))
        {
            Log.SessionDropped(logger, node, trouble, _batch.Count);
        }

        _reported = trouble;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, EventName = "WriteSessionDropped", Level = LogLevel.Warning,
            Message = "The write connection to {Node} was given up: {Trouble}. Writes to send again: {Writes}")]
        public static partial void SessionDropped(ILogger logger, string node, string trouble, int writes);
    }
}
