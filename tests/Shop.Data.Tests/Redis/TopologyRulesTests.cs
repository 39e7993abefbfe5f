using Shop.Data.Redis;

namespace Shop.Data.Tests.Redis;

/// <summary>
/// The truth table. Three nodes a, b, c and three Sentinels; every row says what was seen from which second on and what follows. Time is what
/// the row says it is.
/// </summary>
public sealed class TopologyRulesTests
{
    private readonly Cluster _seen = new();

    [Fact]
    public void Three_Sentinels_and_the_node_itself_make_a_master()
    {
        var snapshot = _seen.At(10).Snapshot;

        Assert.Equal("a", snapshot.Master);
        Assert.Equal(2, snapshot.Acknowledgements);
        Assert.Equal(1, snapshot.Epoch);
    }

    [Fact]
    public void Two_of_three_Sentinels_are_enough()
    {
        _seen.Sentinels[2].Silent = true;

        Assert.Equal("a", _seen.At(10).Snapshot.Master);
    }

    [Fact]
    public void One_of_three_Sentinels_is_not_although_all_that_were_heard_agree()
    {
        _seen.Sentinels[1].Silent = true;
        _seen.Sentinels[2].Silent = true;

        Assert.Null(_seen.At(10).Snapshot.Master);
    }

    [Fact]
    public void Two_of_four_Sentinels_are_not_a_majority()
    {
        _seen.Sentinels.Add(new Sentinel { Silent = true });
        _seen.Sentinels[2].Silent = true;

        Assert.Null(_seen.At(10).Snapshot.Master);
    }

    [Fact]
    public void Sentinels_that_name_different_nodes_make_no_master()
    {
        _seen.Sentinels[0].Master = "b";
        _seen.Sentinels[1].Master = "c";

        Assert.Null(_seen.At(10).Snapshot.Master);
    }

    [Fact]
    public void Sentinels_that_do_not_know_the_name_make_no_master()
    {
        _seen.Sentinels.ForEach(sentinel => sentinel.Master = null);

        Assert.Null(_seen.At(10).Snapshot.Master);
    }

    [Fact]
    public void Votes_older_than_two_seconds_do_not_count()
    {
        _seen.At(10);
        _seen.Sentinels[0].SilentSince = 10;
        _seen.Sentinels[1].SilentSince = 10;

        Assert.Equal("a", _seen.At(12).Snapshot.Master);
        Assert.Null(_seen.At(12.1).Snapshot.Master);
    }

    [Fact]
    public void A_node_that_was_named_but_never_answered_is_no_master()
    {
        _seen.Nodes["a"].Silent = true;

        Assert.Null(_seen.At(10).Snapshot.Master);
    }

    [Fact]
    public void A_master_that_stops_answering_is_none_after_its_last_answer_has_grown_old()
    {
        _seen.At(10);
        _seen.Nodes["a"].SilentSince = 10;

        Assert.Equal("a", _seen.At(10.45).Snapshot.Master);
        Assert.Null(_seen.At(10.46).Snapshot.Master);
    }

    [Fact]
    public void A_named_node_that_calls_itself_a_replica_is_no_master()
    {
        _seen.Nodes["a"].Replicates = "b";

        Assert.Null(_seen.At(10).Snapshot.Master);
    }

    [Fact]
    public void A_node_that_calls_itself_master_but_is_not_named_is_none()
    {
        _seen.Nodes["b"].Replicates = null;

        Assert.Equal("a", _seen.At(10).Snapshot.Master);
    }

    [Fact]
    public void A_process_that_starts_in_the_middle_of_a_failover_waits_for_the_majority_to_name_the_promoted_node()
    {
        var promoted = _seen.Nodes["b"];
        (promoted.Replicates, promoted.History, promoted.FormerHistory) = (null, "second", "first");

        var held = _seen.At(10).Snapshot;

        Assert.Null(held.Master);
        Assert.Equal("b was promoted from a, which the Sentinels still name", held.Reason);
        Assert.Null(held.Successor); // it is not known to hold what was acknowledged

        _seen.Promote("b");

        Assert.Equal("b", _seen.At(11).Snapshot.Master);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_node_that_counted_and_was_promoted_is_read_from_first_until_the_majority_names_it(bool masterDied)
    {
        _seen.At(10);
        var before = _seen.At(14).Snapshot;
        var promoted = _seen.Nodes["b"];
        (promoted.Replicates, promoted.History, promoted.FormerHistory) = (null, "second", "first");
        _seen.Nodes["a"].SilentSince = masterDied ? 14 : null;

        var held = _seen.At(15).Snapshot;

        Assert.Equal((null, "b"), (held.Master, held.Successor));
        Assert.Equal(before.ReadSet, held.ReadSet);
        Assert.False(held.SaysTheSameAs(held with { Successor = null }));

        _seen.Promote("b");

        Assert.Equal(("b", null), (_seen.At(16).Snapshot.Master, _seen.At(16).Snapshot.Successor));
    }

    [Fact]
    public void A_promoted_node_that_died_again_holds_nobody_up()
    {
        var promoted = _seen.Nodes["b"];
        (promoted.Replicates, promoted.History, promoted.FormerHistory) = (null, "second", "first");
        _seen.At(10);
        promoted.SilentSince = 10;

        Assert.Equal("a", _seen.At(10.5).Snapshot.Master);
    }

    [Fact]
    public void A_resumed_master_of_a_former_history_holds_nobody_up()
    {
        _seen.At(10);
        _seen.Promote("b");
        var (old, present) = (_seen.Nodes["a"], _seen.Nodes["b"]);
        (present.History, present.FormerHistory) = ("second", "first");
        old.Replicates = null;

        Assert.Equal("b", _seen.At(12).Snapshot.Master);
    }

    [Fact]
    public void A_restarted_master_with_a_history_of_its_own_is_master_while_it_is_named()
    {
        _seen.At(10);
        _seen.Nodes["a"].History = "started anew";

        Assert.Equal("a", _seen.At(11).Snapshot.Master);
    }

    [Fact]
    public void The_promoted_node_is_master_once_the_majority_names_it()
    {
        _seen.At(10);
        _seen.Nodes["a"].SilentSince = 10;
        _seen.Nodes["b"].Replicates = null;
        _seen.Sentinels[0].Master = "b";

        Assert.Null(_seen.At(12).Snapshot.Master);

        _seen.Sentinels[1].Master = "b";

        Assert.Equal("b", _seen.At(12.1).Snapshot.Master);
    }

    [Fact]
    public void The_epoch_rises_with_each_other_master()
    {
        _seen.At(10);
        _seen.Promote("b");

        Assert.Equal(2, _seen.At(11).Snapshot.Epoch);

        _seen.Promote("a");

        Assert.Equal(3, _seen.At(12).Snapshot.Epoch);
    }

    [Fact]
    public void The_epoch_stays_when_the_same_master_answers_again()
    {
        _seen.At(10);
        _seen.Nodes["a"].Silent = true;
        _seen.At(11);
        _seen.Nodes["a"].Silent = false;

        var snapshot = _seen.At(12).Snapshot;

        Assert.Equal("a", snapshot.Master);
        Assert.Equal(1, snapshot.Epoch);
    }

    [Fact]
    public void A_replica_that_never_answered_counts()
    {
        _seen.Nodes["c"].Silent = true;

        Assert.Equal(2, _seen.At(10).Snapshot.Acknowledgements);
    }

    [Fact]
    public void A_replica_that_stopped_answering_counts()
    {
        _seen.At(10);
        _seen.Nodes["c"].SilentSince = 10;

        Assert.Equal(2, _seen.At(11).Snapshot.Acknowledgements);
    }

    [Fact]
    public void A_replica_that_one_Sentinel_calls_down_counts()
    {
        _seen.Sentinels[0].Down.Add("c");

        Assert.Equal(2, _seen.At(10).Snapshot.Acknowledgements);
    }

    [Fact]
    public void A_replica_that_the_only_Sentinel_heard_calls_down_counts_when_the_majority_comes_back()
    {
        _seen.Sentinels[0].Down.Add("c");
        _seen.Sentinels[2].Silent = true;

        Assert.Equal(2, _seen.At(10).Snapshot.Acknowledgements);
    }

    [Fact]
    public void A_replica_that_two_of_three_Sentinels_call_down_does_not_count()
    {
        _seen.Sentinels[0].Down.Add("c");
        _seen.Sentinels[1].Down.Add("c");

        Assert.Equal(1, _seen.At(10).Snapshot.Acknowledgements);
    }

    [Fact]
    public void A_replica_that_never_answered_and_is_called_down_does_not_count()
    {
        _seen.Nodes["c"].Silent = true;
        _seen.Sentinels.ForEach(sentinel => sentinel.Down.Add("c"));

        Assert.Equal(1, _seen.At(10).Snapshot.Acknowledgements);
    }

    [Fact]
    public void A_replica_whose_link_is_down_counts()
    {
        _seen.Nodes["c"].LinkUp = false;

        Assert.Equal(2, _seen.At(10).Snapshot.Acknowledgements);
    }

    [Fact]
    public void A_replica_that_comes_back_counts_once_it_is_in_step()
    {
        var replica = _seen.Nodes["b"];
        _seen.At(10);
        (replica.Silent, _seen.Sentinels[0].Down, _seen.Sentinels[1].Down) = (true, ["b"], ["b"]);
        Assert.Equal(1, _seen.At(12).Snapshot.Acknowledgements);
        (replica.Silent, replica.LinkUp, _seen.Sentinels[0].Down, _seen.Sentinels[1].Down) = (false, false, [], []);

        Assert.Equal(1, _seen.At(20).Snapshot.Acknowledgements);

        replica.LinkUp = true;

        Assert.Equal(2, _seen.At(30).Snapshot.Acknowledgements);
    }

    [Fact]
    public void The_old_master_counts_as_a_replica_once_it_is_in_step()
    {
        _seen.At(10);
        _seen.Promote("b");
        _seen.Nodes["a"].LinkUp = false;

        Assert.Equal(1, _seen.At(11).Snapshot.Acknowledgements);

        _seen.Nodes["a"].LinkUp = true;

        Assert.Equal(2, _seen.At(12).Snapshot.Acknowledgements);
    }

    [Fact]
    public void A_replica_that_is_still_on_its_way_to_the_new_master_counts()
    {
        _seen.At(10);
        _seen.Promote("b");
        _seen.Nodes["c"].LinkUp = false;

        Assert.Equal(2, _seen.At(11).Snapshot.Acknowledgements);
    }

    [Fact]
    public void A_replica_that_was_promoted_counts_until_the_majority_names_it()
    {
        _seen.At(10);
        _seen.Nodes["b"].Replicates = null;

        Assert.Equal(2, _seen.At(11).Snapshot.Acknowledgements);
        Assert.Equal(["b", "c"], _seen.At(11).Snapshot.Confirmers);

        _seen.Promote("b");

        Assert.Equal("b", _seen.At(11.1).Snapshot.Master);
    }

    [Fact]
    public void A_replica_that_went_over_to_the_promoted_one_counts_until_the_majority_names_that()
    {
        _seen.At(10);
        _seen.Nodes["b"].Replicates = null;
        _seen.Nodes["c"].Replicates = "b";

        Assert.Equal(2, _seen.At(11).Snapshot.Acknowledgements);
    }

    [Fact]
    public void A_promoted_replica_still_counts_after_the_old_master_did_not_answer_for_a_moment()
    {
        _seen.At(10);
        _seen.Nodes["a"].Silent = true;
        _seen.Nodes["b"].Replicates = null;
        _seen.At(11);
        _seen.Nodes["a"].Silent = false;

        Assert.Equal(2, _seen.At(11.1).Snapshot.Acknowledgements);
    }

    [Fact]
    public void A_replica_of_another_known_node_does_not_count()
    {
        _seen.Nodes["c"].Replicates = "b";

        Assert.Equal(1, _seen.At(10).Snapshot.Acknowledgements);
    }

    [Fact]
    public void A_replica_whose_master_goes_by_a_name_that_nobody_uses_counts()
    {
        _seen.Nodes["c"].Replicates = "redis-1.internal:6379";

        Assert.Equal(2, _seen.At(10).Snapshot.Acknowledgements);
    }

    [Fact]
    public void The_old_master_that_came_back_and_still_calls_itself_master_does_not_count()
    {
        _seen.Promote("b");
        _seen.Nodes["a"].Replicates = null;

        Assert.Equal(1, _seen.At(10).Snapshot.Acknowledgements);
    }

    [Fact]
    public void At_least_one_replica_must_confirm_even_when_all_are_down()
    {
        _seen.Sentinels.ForEach(sentinel => sentinel.Down.UnionWith(["b", "c"]));

        Assert.Equal(1, _seen.At(10).Snapshot.Acknowledgements);
    }

    [Fact]
    public void A_node_that_only_the_masters_own_lines_name_counts()
    {
        _seen.Nodes["d"] = new Node { Replicates = "a", Silent = true };

        Assert.Equal(3, _seen.At(10).Snapshot.Acknowledgements);
    }

    [Fact]
    public void A_process_that_has_just_started_reads_from_the_master_for_three_seconds()
    {
        Assert.Empty(_seen.At(10).Snapshot.ReadSet);
        Assert.Empty(_seen.At(12.9).Snapshot.ReadSet);
        Assert.Equal(["b", "c"], _seen.At(13).Snapshot.ReadSet);
    }

    [Fact]
    public void A_replica_behind_the_master_is_not_read_from_until_it_has_caught_up()
    {
        _seen.At(10);
        _seen.Nodes["c"].Offset = 99;

        Assert.Equal(["b"], _seen.At(13).Snapshot.ReadSet);

        _seen.Nodes["c"].Offset = 100;

        Assert.Equal(["b", "c"], _seen.At(13.1).Snapshot.ReadSet);
    }

    [Fact]
    public void Catching_up_means_the_offset_of_the_end_of_the_probation_not_that_of_now()
    {
        _seen.At(10);
        _seen.Nodes["c"].Offset = 99;
        _seen.At(13);
        _seen.Nodes["a"].Offset = 200;
        _seen.Nodes["c"].Offset = 150;

        Assert.Equal(["b", "c"], _seen.At(13.1).Snapshot.ReadSet);
    }

    [Fact]
    public void An_offset_of_the_master_from_before_the_end_of_the_probation_is_not_enough()
    {
        _seen.At(10);
        _seen.At(12.9);
        _seen.Nodes["a"].SilentSince = 12.9;

        Assert.Empty(_seen.At(13.1).Snapshot.ReadSet);

        _seen.Nodes["a"].SilentSince = null;

        Assert.Equal(["b", "c"], _seen.At(13.2).Snapshot.ReadSet);
    }

    [Fact]
    public void A_replica_that_stops_answering_leaves_the_read_set_and_returns_when_it_answers()
    {
        _seen.Settle();
        _seen.At(20);
        _seen.Nodes["c"].SilentSince = 20;

        Assert.Equal(["b", "c"], _seen.At(20.45).Snapshot.ReadSet);
        Assert.Equal(["b"], _seen.At(20.5).Snapshot.ReadSet);

        _seen.Nodes["c"].SilentSince = null;

        Assert.Equal(["b", "c"], _seen.At(20.6).Snapshot.ReadSet);
    }

    [Fact]
    public void A_replica_that_was_silent_must_reach_what_the_master_holds_after_that()
    {
        _seen.Settle();
        _seen.Nodes["c"].Silent = true;
        _seen.At(20.5);
        _seen.Nodes["a"].Offset = 200;
        _seen.Nodes["c"].Silent = false;

        Assert.Equal(["b"], _seen.At(21).Snapshot.ReadSet);

        _seen.Nodes["c"].Offset = 200;

        Assert.Equal(["b", "c"], _seen.At(21.1).Snapshot.ReadSet);
    }

    [Fact]
    public void A_replica_whose_link_is_lost_leaves_the_read_set_once_the_master_has_answered_after_it()
    {
        _seen.Settle();
        _seen.At(20);
        _seen.Nodes["a"].SilentSince = 20;
        _seen.Nodes["c"].LinkUp = false;

        Assert.Equal(["b", "c"], _seen.At(20.1).Snapshot.ReadSet);

        _seen.Nodes["a"].SilentSince = null;
        _seen.Nodes["c"].SilentSince = 20.1;

        Assert.Equal(["b"], _seen.At(20.2).Snapshot.ReadSet);

        _seen.Nodes["a"].SilentSince = 20.2;
        _seen.Nodes["c"].SilentSince = null;

        Assert.Equal(["b"], _seen.At(20.3).Snapshot.ReadSet);
    }

    [Fact]
    public void When_the_master_dies_and_takes_every_link_with_it_the_read_set_stays()
    {
        _seen.Settle();
        _seen.At(20);
        _seen.Nodes["a"].SilentSince = 20;
        _seen.Nodes["b"].LinkUp = false;
        _seen.Nodes["c"].LinkUp = false;

        Assert.Equal(["b", "c"], _seen.At(20.1).Snapshot.ReadSet);
        Assert.Equal(["b", "c"], _seen.At(20.4).Snapshot.ReadSet);

        var snapshot = _seen.At(20.5).Snapshot;

        Assert.Null(snapshot.Master);
        Assert.Equal(["b", "c"], snapshot.ReadSet);
    }

    [Fact]
    public void A_single_Sentinel_that_calls_a_replica_down_takes_it_out_of_the_read_set()
    {
        _seen.Settle();
        _seen.Sentinels[1].Down.Add("c");

        Assert.Equal(["b"], _seen.At(20).Snapshot.ReadSet);
    }

    [Fact]
    public void A_replica_that_did_not_count_for_a_moment_is_on_probation_again()
    {
        _seen.Settle();
        _seen.Sentinels.ForEach(sentinel => sentinel.Down.Add("c"));
        _seen.At(20);
        _seen.Sentinels.ForEach(sentinel => sentinel.Down.Clear());
        _seen.At(20.1);

        Assert.Equal(["b"], _seen.At(23).Snapshot.ReadSet);
        Assert.Equal(["b", "c"], _seen.At(23.1).Snapshot.ReadSet);
    }

    [Fact]
    public void A_replica_of_another_node_leaves_the_read_set()
    {
        _seen.Settle();
        _seen.Nodes["c"].Replicates = "b";

        Assert.Equal(["b"], _seen.At(20).Snapshot.ReadSet);
    }

    [Fact]
    public void While_no_master_is_known_the_read_set_stays()
    {
        _seen.Settle();
        _seen.Nodes["a"].Silent = true;
        _seen.Nodes["b"].LinkUp = false;
        _seen.Nodes["c"].LinkUp = false;

        var snapshot = _seen.At(20).Snapshot;

        Assert.Null(snapshot.Master);
        Assert.Equal(["b", "c"], snapshot.ReadSet);
    }

    [Fact]
    public void A_master_that_was_merely_late_costs_no_probation()
    {
        _seen.Settle();
        _seen.Nodes["a"].Silent = true;
        _seen.At(20);
        _seen.Nodes["a"].Silent = false;

        Assert.Equal(["b", "c"], _seen.At(20.1).Snapshot.ReadSet);
    }

    [Fact]
    public void A_replica_that_lost_its_link_while_the_master_was_late_leaves_the_read_set()
    {
        _seen.Settle();
        _seen.Nodes["a"].Silent = true;
        _seen.Nodes["c"].LinkUp = false;
        _seen.At(20);
        _seen.At(20.1);
        _seen.Nodes["a"].Silent = false;
        _seen.Nodes["c"].SilentSince = 20.1;

        Assert.Equal(["b"], _seen.At(20.2).Snapshot.ReadSet);
    }

    [Fact]
    public void A_replica_that_was_called_down_while_the_master_was_late_must_reach_what_the_master_holds_after_that()
    {
        _seen.Settle();
        _seen.Nodes["a"].Silent = true;
        _seen.Sentinels[1].Down.Add("c");
        _seen.At(20);
        _seen.Sentinels[1].Down.Clear();
        _seen.Nodes["a"].Silent = false;
        _seen.Nodes["a"].Offset = 200;
        _seen.Nodes["b"].Offset = 200;

        Assert.Equal(["b"], _seen.At(20.1).Snapshot.ReadSet);

        _seen.Nodes["c"].Offset = 200;

        Assert.Equal(["b", "c"], _seen.At(20.2).Snapshot.ReadSet);
    }

    [Fact]
    public void A_replica_that_the_majority_called_down_while_the_master_was_late_is_on_probation_again()
    {
        _seen.Settle();
        _seen.Nodes["a"].Silent = true;
        _seen.Sentinels.ForEach(sentinel => sentinel.Down.Add("c"));
        _seen.At(20);
        _seen.Sentinels.ForEach(sentinel => sentinel.Down.Clear());
        _seen.Nodes["a"].Silent = false;
        _seen.At(20.1);

        Assert.Equal(["b"], _seen.At(23).Snapshot.ReadSet);
        Assert.Equal(["b", "c"], _seen.At(23.1).Snapshot.ReadSet);
    }

    [Fact]
    public void After_a_time_in_which_no_majority_named_the_master_every_replica_is_on_probation_again()
    {
        _seen.Settle();
        _seen.Nodes["a"].Silent = true;
        _seen.Sentinels[1].Master = _seen.Sentinels[2].Master = null;
        _seen.At(20);
        _seen.Sentinels[1].Master = _seen.Sentinels[2].Master = "a";
        _seen.Nodes["a"].Silent = false;

        Assert.Empty(_seen.At(20.1).Snapshot.ReadSet);
        Assert.Equal(["b", "c"], _seen.At(23.1).Snapshot.ReadSet);
    }

    [Fact]
    public void Under_a_new_master_every_replica_is_on_probation_again()
    {
        _seen.Settle();
        _seen.Promote("b");

        Assert.Empty(_seen.At(20).Snapshot.ReadSet);
        Assert.Equal(["a", "c"], _seen.At(23).Snapshot.ReadSet);
    }

    [Fact]
    public void The_master_is_never_in_the_read_set()
    {
        _seen.Settle();

        Assert.DoesNotContain("a", _seen.At(20).Snapshot.ReadSet);
    }

    [Theory]
    [InlineData(true, "a, which the Sentinels name, does not answer")]
    [InlineData(false, "3 of 3 Sentinels name a and it answers as master")]
    public void The_reason_says_why(bool masterSilent, string reason)
    {
        _seen.Settle();
        _seen.Nodes["a"].Silent = masterSilent;

        Assert.Equal(reason, _seen.At(20).Snapshot.Reason);
    }

    /// <summary>What the processes are like; each look at it makes fresh observations of those that answer.</summary>
    private sealed class Cluster
    {
        private readonly TopologyRules _rules = new(new RedisOptions { Sentinels = [] });
        private readonly Dictionary<string, SentinelVote> _votes = new(StringComparer.Ordinal);
        private readonly Dictionary<string, NodeObservation?> _answers = new(StringComparer.Ordinal);
        private TopologyState _state = TopologyState.Start;

        public List<Sentinel> Sentinels { get; } = [new(), new(), new()];

        public Dictionary<string, Node> Nodes { get; } = new(StringComparer.Ordinal)
        {
            ["a"] = new Node(),
            ["b"] = new Node { Replicates = "a" },
            ["c"] = new Node { Replicates = "a" },
        };

        public void Promote(string master)
        {
            Sentinels.ForEach(sentinel => sentinel.Master = master);
            foreach (var (name, node) in Nodes)
            {
                node.Replicates = Same(name, master) ? null : master;
            }
        }

        /// <summary>Both replicas have been read from for a while.</summary>
        public void Settle()
        {
            At(10);
            At(13);
            Assert.Equal(["b", "c"], At(19).Snapshot.ReadSet);
        }

        public TopologyState At(double seconds)
        {
            var now = TimeSpan.FromSeconds(seconds);
            foreach (var (sentinel, index) in Sentinels.Select((sentinel, index) => (sentinel, index)).Where(s => Answers(s.sentinel, seconds)))
            {
                var name = $"sentinel-{index}";
                var replicas = Nodes.Keys.Where(node => !Same(node, sentinel.Master)).ToList();
                _votes[name] = new SentinelVote(name, sentinel.Master, replicas, [.. sentinel.Down], now);
            }

            foreach (var (name, node) in Nodes)
            {
                _answers[name] = Answers(node, seconds)
                    ? new NodeObservation(name, node.Replicates is null, node.Replicates, node.LinkUp, node.Offset, [], now)
                    {
                        History = node.History,
                        FormerHistory = node.FormerHistory,
                    }
                    : _answers.GetValueOrDefault(name);
            }

            return _state = _rules.Next(_state, new Observations(Sentinels.Count, _votes, _answers), now);
        }

        private static bool Same(string node, string? other) => string.Equals(node, other, StringComparison.Ordinal);

        private static bool Answers(Process process, double seconds) => !process.Silent && !(seconds > process.SilentSince);
    }

    private abstract class Process
    {
        public bool Silent { get; set; }

        public double? SilentSince { get; set; }
    }

    private sealed class Sentinel : Process
    {
        public string? Master { get; set; } = "a";

        public HashSet<string> Down { get; set; } = new(StringComparer.Ordinal);
    }

    private sealed class Node : Process
    {
        public string? Replicates { get; set; }

        public bool LinkUp { get; set; } = true;

        public long Offset { get; set; } = 100;

        public string History { get; set; } = "first";

        public string? FormerHistory { get; set; }
    }
}
