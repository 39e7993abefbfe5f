using System.Collections.Immutable;

namespace Shop.Data.Redis;

/// <summary>
/// The one place that decides who is what: a pure function of what was seen, what was decided before, and the time. The rules are ordered so
/// that a mistake holds writes rather than losing them.
/// </summary>
internal sealed class TopologyRules(RedisOptions options)
{
    public TopologyState Next(TopologyState previous, Observations seen, TimeSpan now)
    {
        var votes = seen.Votes.Values.Where(vote => now - vote.AskedAt <= options.VoteLifetime).ToList();
        var choice = ChooseMaster(votes, seen, now);
        return choice.Master is { } master
            ? Serve(previous, master, choice.Reason, votes, seen, now)
            : Hold(previous, choice, votes, seen, now);
    }

    /// <summary>
    /// The Sentinels' word and the node's own must agree. A majority is one of all Sentinels, heard or not: on the small side of a split the
    /// Sentinels heard always agree. A node that was promoted out of the named one's history is its successor already: the Sentinels' word comes
    /// up to a second later, and a process that starts meanwhile must not write to the one that is on its way out.
    /// </summary>
    private Choice ChooseMaster(List<SentinelVote> votes, Observations seen, TimeSpan now)
    {
        var named = votes.Where(vote => vote.Master is not null).GroupBy(vote => vote.Master!, StringComparer.Ordinal)
            .FirstOrDefault(group => group.Count() >= seen.Majority);
        if (named is null)
        {
            return new Choice($"{votes.Count} of {seen.SentinelCount} Sentinels answer and no majority of all names one master");
        }

        var master = seen.Nodes.GetValueOrDefault(named.Key);
        var successor = seen.Nodes.Values.FirstOrDefault(node => IsSuccessor(node, master, now));
        var reason = master switch
        {
            null => $"{named.Key}, which the Sentinels name, has not answered yet",
            _ when !IsFresh(master, now) => $"{named.Key}, which the Sentinels name, does not answer",
            { IsMaster: false } => $"{named.Key}, which the Sentinels name, calls itself a replica",
            _ when successor is not null => $"{successor.Address} was promoted from {named.Key}, which the Sentinels still name",
            _ => $"{named.Count()} of {seen.SentinelCount} Sentinels name {named.Key} and it answers as master",
        };
        return successor is not null ? new Choice(reason) { Successor = successor }
            : master is not { IsMaster: true } ? new Choice(reason)
            : IsFresh(master, now) ? new Choice(reason) { Master = master }
            : new Choice(reason) { Silent = master };
    }

    private bool IsSuccessor(NodeObservation? node, NodeObservation? master, TimeSpan now) =>
        node is { IsMaster: true, FormerHistory: { } former }
        && IsFresh(node, now)
        && string.Equals(former, master?.History, StringComparison.Ordinal)
        && !string.Equals(node.Address, master?.Address, StringComparison.Ordinal);

    /// <summary>
    /// No master: writes wait, reads go where they went. While the Sentinels go on naming the one that was, which may be merely late, the replicas are
    /// followed as before. Else every probation starts again, because nobody can tell what is acknowledged elsewhere meanwhile; who counted is
    /// remembered.
    /// </summary>
    private TopologyState Hold(TopologyState previous, Choice choice, List<SentinelVote> votes, Observations seen, TimeSpan now)
    {
        var late = string.Equals(choice.Silent?.Address, previous.LastMaster, StringComparison.Ordinal) ? choice.Silent : null;
        return previous with
        {
            Snapshot = previous.Snapshot with { Master = null, Successor = SuccessorToReadFrom(previous, choice), Reason = choice.Reason },
            Replicas = previous.Replicas.ToImmutableDictionary(
                replica => replica.Key,
                replica => late is null || IsCalledDown(replica.Key, votes, seen)
                    ? ReplicaHistory.Broken
                    : Follow(replica.Value, replica.Key, seen.Nodes.GetValueOrDefault(replica.Key), late, votes, now),
                StringComparer.Ordinal),
        };
    }

    /// <summary>Only one that counted: what was acknowledged without it may be missing on it.</summary>
    private static string? SuccessorToReadFrom(TopologyState previous, Choice choice) =>
        choice.Successor is { } successor && previous.Replicas.ContainsKey(successor.Address) ? successor.Address : null;

    private TopologyState Serve(
        TopologyState previous, NodeObservation master, string reason, List<SentinelVote> votes, Observations seen, TimeSpan now)
    {
        var moved = !string.Equals(previous.LastMaster, master.Address, StringComparison.Ordinal);
        var histories = moved ? previous.Replicas.Clear() : previous.Replicas;
        var replicas = seen.Nodes
            .Where(node => IsNeeded(node.Key, node.Value, histories, master, votes, seen) && !IsReturning(node.Key, node.Value, previous))
            .ToImmutableDictionary(
                node => node.Key,
                node => Follow(histories.GetValueOrDefault(node.Key), node.Key, node.Value, master, votes, now),
                StringComparer.Ordinal);
        var snapshot = new TopologySnapshot(
            master.Address,
            options.TrustsMasterAlone ? 0 : Math.Max(1, replicas.Count),
            options.TrustsMasterAlone ? [] : [.. replicas.Keys.Order(StringComparer.Ordinal)],
            [.. replicas.Where(replica => replica.Value.Readable).Select(replica => replica.Key).Order(StringComparer.Ordinal)],
            moved ? previous.Snapshot.Epoch + 1 : previous.Snapshot.Epoch,
            string.Join("; ", [reason, .. Unread(replicas)]));
        return new TopologyState(snapshot, master.Address, replicas);
    }

    private static IEnumerable<string> Unread(ImmutableDictionary<string, ReplicaHistory> replicas) => replicas
        .Where(replica => !replica.Value.Readable)
        .Select(replica => $"{replica.Key} is not read from: {replica.Value.Trouble}")
        .Order(StringComparer.Ordinal);

    /// <summary>
    /// Whether an acknowledgement needs this node. One that never answered counts, else a process that has just started would acknowledge too
    /// early; so does one whose master goes by a name that nobody else uses. Only a majority of all Sentinels takes a node out: a single one, cut
    /// off together with the old master, would let writes be acknowledged that the other side never sees. The node's own word does not either:
    /// one that was promoted a moment ago must stop the acknowledgements of the master that it replaces, which the Sentinels still name.
    /// </summary>
    private static bool IsNeeded(
        string address,
        NodeObservation? node,
        ImmutableDictionary<string, ReplicaHistory> counted,
        NodeObservation master,
        List<SentinelVote> votes,
        Observations seen)
    {
        if (IsCalledDown(address, votes, seen) || string.Equals(address, master.Address, StringComparison.Ordinal))
        {
            return false;
        }

        return node is null
            || counted.ContainsKey(address)
            || (!node.IsMaster && (Replicates(node, master) || node.Master is null || !seen.Nodes.ContainsKey(node.Master)));
    }

    private static bool IsCalledDown(string address, List<SentinelVote> votes, Observations seen) =>
        votes.Count(vote => vote.Down.Contains(address, StringComparer.Ordinal)) >= seen.Majority;

    /// <summary>
    /// A node that had dropped out, or was the master before, counts again once it is in step: copying a large data set takes longer than a write is
    /// held, and until then it is nobody's choice for a master. One whose link breaks while it counts goes on counting.
    /// </summary>
    private static bool IsReturning(string address, NodeObservation? node, TopologyState previous) =>
        node is { IsMaster: false, LinkUp: false } && previous.LastMaster is not null && !previous.Replicas.ContainsKey(address);

    private static bool Replicates(NodeObservation node, NodeObservation master) =>
        string.Equals(node.Master, master.Address, StringComparison.Ordinal) || master.Replicas.Contains(node.Address, StringComparer.Ordinal);

    /// <summary>
    /// A replica is read from when nothing that was acknowledged can be missing on it: it has counted for acknowledgements for long enough that
    /// every process counts it, and has since reached what the master held then.
    /// </summary>
    private ReplicaHistory Follow(
        ReplicaHistory? history, string address, NodeObservation? node, NodeObservation master, List<SentinelVote> votes, TimeSpan now)
    {
        var neededSince = history?.NeededSince ?? now;
        if (Trouble(history, address, node, master, votes, now) is { } trouble)
        {
            return new ReplicaHistory(neededSince, HealthySince: null, CatchUpTo: null, trouble);
        }

        var healthySince = history?.HealthySince ?? now;
        if (history is { Readable: true })
        {
            return history;
        }

        var proven = neededSince + options.ReplicaProbation;
        if (now < proven)
        {
            return new ReplicaHistory(neededSince, healthySince, CatchUpTo: null, "it has not counted for acknowledgements for long enough");
        }

        // The mark must be newer than the probation: older, it would miss what another process acknowledged without this replica.
        var mark = history?.CatchUpTo ?? (master.AskedAt >= proven && master.AskedAt >= healthySince ? master.Offset : null);
        return new ReplicaHistory(neededSince, healthySince, mark, mark <= node!.Offset ? null : "it has not caught up with the master");
    }

    private string? Trouble(
        ReplicaHistory? history, string address, NodeObservation? node, NodeObservation master, List<SentinelVote> votes, TimeSpan now) => node switch
    {
        null => "it has not answered yet",
        _ when !IsFresh(node, now) => "it does not answer",
        { LinkUp: false } when !MayBeTheMastersEnd(history, node, master) => "its link to the master is down",
        _ when !Replicates(node, master) => "it replicates another node",
        _ when votes.Exists(vote => vote.Down.Contains(address, StringComparer.Ordinal)) => "a Sentinel calls it down",
        _ => null,
    };

    /// <summary>
    /// A master that dies takes the links of all its replicas with it, some probes before it counts as gone. Reads must stay where they are then,
    /// so a lost link counts only once the master has answered after it. Until then acknowledgements need this replica, and cannot pass it.
    /// </summary>
    private static bool MayBeTheMastersEnd(ReplicaHistory? history, NodeObservation node, NodeObservation master) =>
        history is { Readable: true } && master.AskedAt <= node.AskedAt;

    private bool IsFresh(NodeObservation node, TimeSpan now) => now - node.AskedAt <= options.ProbeLifetime;

    /// <param name="Reason">Why it is this one, or none.</param>
    private sealed record Choice(string Reason)
    {
        /// <summary>Named by the Sentinels, and answering as master.</summary>
        public NodeObservation? Master { get; init; }

        /// <summary>Promoted in the place of the named one, which answers or not.</summary>
        public NodeObservation? Successor { get; init; }

        /// <summary>Named by the Sentinels, and silent since it last answered as master.</summary>
        public NodeObservation? Silent { get; init; }
    }
}
