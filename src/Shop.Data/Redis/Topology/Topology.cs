using Microsoft.Extensions.Logging;

namespace Shop.Data.Redis;

/// <summary>Collects what nodes and Sentinels said, asks the rules, and publishes the snapshot that everyone works with.</summary>
internal sealed partial class Topology(RedisOptions options, TimeProvider time, ILogger<Topology> logger)
{
    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();
    private readonly TopologyRules _rules = new(options);
    private readonly Dictionary<string, SentinelVote> _votes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NodeObservation?> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeSpan> _listedAt = new(StringComparer.Ordinal);
    private TopologyState _state = TopologyState.Start;
    private TimeSpan _masterSeenAt;
    private TimeSpan _masterLostAt;
    private TimeSpan _epochBegan;
    private volatile TopologySnapshot _current = TopologySnapshot.Unknown;
    private volatile TaskCompletionSource _change = NewChange();
    private volatile MasterLoss? _loss;

    /// <summary>The watcher's clock: it only rises, and starts with the process.</summary>
    public TimeSpan Now => time.GetElapsedTime(_start);

    public TopologySnapshot Current => _current;

    /// <summary>Completes with the next change. Take it before <see cref="Current"/>, else a change between the two is missed.</summary>
    public Task Changed => _change.Task;

    /// <summary>The last master that another one has replaced; null while there was none.</summary>
    public MasterLoss? Loss => _loss;

    public TimeSpan WithoutMasterFor
    {
        get
        {
            lock (_gate)
            {
                return _current.Master is null ? Now - _masterSeenAt : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Since another node became the master.</summary>
    public TimeSpan EpochAge
    {
        get
        {
            lock (_gate)
            {
                return Now - _epochBegan;
            }
        }
    }

    /// <summary>Completes when another node than this one is known to be the master.</summary>
    public async Task LeftAsync(string master, CancellationToken cancellationToken)
    {
        while (true)
        {
            var change = Changed;
            if (Current.Master is { } now && !string.Equals(now, master, StringComparison.Ordinal))
            {
                return;
            }

            await change.WaitAsync(cancellationToken);
        }
    }

    public void Observe(NodeObservation node)
    {
        lock (_gate)
        {
            // An answer that was overtaken by a newer one, or by the node being forgotten, says nothing any more.
            if (!_nodes.TryGetValue(node.Address, out var known) || known?.AskedAt > node.AskedAt)
            {
                return;
            }

            _nodes[node.Address] = node;
            List(node.Replicas);
            Decide();
        }
    }

    public void Observe(SentinelVote vote)
    {
        lock (_gate)
        {
            if (_votes.TryGetValue(vote.Sentinel, out var known) && known.AskedAt > vote.AskedAt)
            {
                return;
            }

            _votes[vote.Sentinel] = vote;
            List(vote.Master is { } master ? [master, .. vote.Replicas] : vote.Replicas);
            Decide();
        }
    }

    /// <summary>Lets what has grown old take effect, and says which nodes there are.</summary>
    public IReadOnlyCollection<string> Tick()
    {
        lock (_gate)
        {
            Forget();
            Decide();
            return [.. _nodes.Keys];
        }
    }

    /// <summary>What is known now, for people.</summary>
    public TopologyReport Report()
    {
        lock (_gate)
        {
            var (now, snapshot) = (Now, _current);
            var master = snapshot.Master is { } address ? _nodes.GetValueOrDefault(address) : null;
            var replicas = _nodes.Where(node => !string.Equals(node.Key, snapshot.Master, StringComparison.Ordinal))
                .OrderBy(node => node.Key, StringComparer.Ordinal)
                .Select(node => new ReplicaReport(
                    node.Key,
                    node.Value is { } seen && now - seen.AskedAt <= options.ProbeLifetime,
                    node.Value is { } replica && master is not null ? Math.Max(0, master.Offset - replica.Offset) : null,
                    snapshot.ReadSet.Contains(node.Key, StringComparer.Ordinal)));
            var sentinels = options.Sentinels.Select(sentinel => new SentinelReport(
                sentinel, _votes.TryGetValue(sentinel, out var vote) && now - vote.AskedAt <= options.VoteLifetime));
            return new TopologyReport(snapshot.Master, snapshot.Epoch, [.. replicas], [.. sentinels], Math.Max(0, snapshot.Epoch - 1));
        }
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void List(IReadOnlyList<string> addresses)
    {
        foreach (var address in addresses)
        {
            _nodes.TryAdd(address, null);
            _listedAt[address] = Now;
        }
    }

    // Only while a majority of the Sentinels is heard: their silence says nothing about which nodes there are.
    private void Forget()
    {
        var heard = _votes.Values.Count(vote => Now - vote.AskedAt <= options.VoteLifetime);
        if (heard <= options.Sentinels.Count / 2)
        {
            return;
        }

        foreach (var (address, listedAt) in _listedAt.Where(entry => Now - entry.Value > options.ForgetAfter).ToList())
        {
            _listedAt.Remove(address);
            _nodes.Remove(address);
            Log.NodeForgotten(logger, address, Now - listedAt);
        }
    }

    private void Decide()
    {
        var now = Now;
        _state = _rules.Next(_state, new Observations(options.Sentinels.Count, _votes, _nodes), now);
        var next = _state.Snapshot;
        if (next.Master is not null)
        {
            _masterSeenAt = now;
        }

        if (next.SaysTheSameAs(_current))
        {
            return;
        }

        NoteLoss(_current, next);
        _epochBegan = next.Epoch == _current.Epoch ? _epochBegan : now;
        _current = next;
        var readFrom = next.ReadSet.Count == 0 ? "the master" : string.Join(", ", next.ReadSet);
        Log.TopologyChanged(logger, next.Master ?? "none", next.Acknowledgements, readFrom, next.Epoch, next.Reason);
        Interlocked.Exchange(ref _change, NewChange()).TrySetResult();
    }

    // A master that is merely late for a moment, and then is the one again, is none that was lost.
    private void NoteLoss(TopologySnapshot before, TopologySnapshot after)
    {
        if (before.Master is { } late && !string.Equals(late, after.Master, StringComparison.Ordinal))
        {
            _masterLostAt = _nodes.GetValueOrDefault(late)?.AskedAt ?? Now;
        }

        if (before.Epoch > 0 && after.Epoch > before.Epoch)
        {
            _loss = new MasterLoss(_masterLostAt, before.Epoch);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, EventName = "TopologyChanged", Level = LogLevel.Information,
            Message = "Master: {Master}, acknowledgements needed: {Acknowledgements}, read from: {ReadSet}, epoch {Epoch}, because {Reason}")]
        public static partial void TopologyChanged(ILogger logger, string master, int acknowledgements, string readSet, long epoch, string reason);

        [LoggerMessage(EventId = 2, EventName = "NodeForgotten", Level = LogLevel.Information,
            Message = "Redis node {Node} is no longer watched: no Sentinel and no master has listed it for {Unlisted}")]
        public static partial void NodeForgotten(ILogger logger, string node, TimeSpan unlisted);
    }
}
