using Microsoft.Extensions.Logging.Abstractions;
using Shop.Data.Redis;

namespace Shop.Data.Tests.Redis;

/// <summary>What is done with observations before the rules see them, on a clock that the test moves.</summary>
public sealed class TopologyTests
{
    private readonly ManualTime _time = new();
    private readonly RedisOptions _options = new() { Sentinels = ["s1", "s2", "s3"] };
    private readonly Topology _topology;
    private readonly StorageHealth _health;

    public TopologyTests()
    {
        _topology = new Topology(_options, _time, NullLogger<Topology>.Instance);
        _health = new StorageHealth(_topology, _options);
    }

    [Fact]
    public void Nothing_is_known_before_a_Sentinel_has_answered()
    {
        Observe(Master("a"));

        Assert.Null(_topology.Current.Master);
        Assert.Empty(_topology.Tick());
    }

    [Fact]
    public void A_master_that_is_late_for_a_moment_was_not_lost_but_one_that_is_replaced()
    {
        Vote("a", ["b"]);
        Observe(Master("a"));
        var lastSeen = _topology.Now;
        Pass(1);
        _topology.Tick();
        Assert.Equal((null, null), (_topology.Current.Master, _topology.Loss));

        Vote("b", ["a"]);
        Observe(Master("b"));
        var lost = new MasterLoss(lastSeen, Epoch: 1);
        Assert.Equal(("b", lost), (_topology.Current.Master, _topology.Loss));

        Pass(1);
        _topology.Tick();
        Observe(Master("b"));
        Assert.Equal(("b", lost), (_topology.Current.Master, _topology.Loss));
    }

    [Fact]
    public void An_answer_that_a_newer_one_has_overtaken_changes_nothing()
    {
        Vote("a", ["b"]);
        var late = Master("a");
        Pass(0.1);
        Observe(Replica("a", of: "b"));

        Observe(late);

        Assert.Null(_topology.Current.Master);
    }

    [Fact]
    public void A_vote_that_a_newer_one_has_overtaken_changes_nothing()
    {
        var late = _topology.Now;
        Pass(0.1);
        Vote("a", ["b"]);
        Observe(Master("a"));

        foreach (var sentinel in _options.Sentinels)
        {
            _topology.Observe(new SentinelVote(sentinel, "b", ["a"], [], late));
        }

        Assert.Equal("a", _topology.Current.Master);
    }

    [Fact]
    public void Nodes_are_those_that_the_Sentinels_list_and_those_that_the_master_sees()
    {
        Vote("a", ["b"]);
        Observe(Master("a") with { Replicas = ["b", "c"] });

        Assert.Equal(["a", "b", "c"], _topology.Tick().Order(StringComparer.Ordinal));
        Assert.Equal(2, _topology.Current.Acknowledgements);
    }

    [Fact]
    public void A_node_that_nobody_lists_any_more_is_forgotten_after_a_minute()
    {
        Vote("a", ["b", "c"]);

        Pass(60);
        Vote("a", ["b"]);
        Assert.Equal(["a", "b", "c"], _topology.Tick().Order(StringComparer.Ordinal));

        Pass(0.1);
        Assert.Equal(["a", "b"], _topology.Tick().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_answer_of_a_forgotten_node_does_not_bring_it_back()
    {
        Vote("a", ["b"]);
        Observe(Replica("c", of: "a"));

        Assert.Equal(["a", "b"], _topology.Tick().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_node_is_forgotten_while_the_Sentinels_are_silent()
    {
        Vote("a", ["b", "c"]);

        Pass(3600);

        Assert.Equal(3, _topology.Tick().Count);
    }

    [Fact]
    public void Time_alone_ends_a_masters_word()
    {
        Vote("a", ["b"]);
        Observe(Master("a"));
        var change = _topology.Changed;

        Pass(0.5);
        _topology.Tick();

        Assert.True(change.IsCompletedSuccessfully);
        Assert.Null(_topology.Current.Master);
    }

    [Fact]
    public void Nothing_is_told_when_nothing_has_changed()
    {
        Vote("a", ["b"]);
        Observe(Master("a"));
        var change = _topology.Changed;

        Pass(0.1);
        Observe(Master("a"));

        Assert.False(change.IsCompleted);
    }

    [Fact]
    public async Task A_write_connection_hears_of_another_master_but_not_of_none()
    {
        Vote("a", ["b"]);
        Observe(Master("a"));
        var left = _topology.LeftAsync("a", CancellationToken.None);
        Pass(0.5);
        _topology.Tick();
        Assert.False(left.IsCompleted);

        Vote("b", ["a"]);
        Observe(Master("b"));

        await left;
    }

    [Fact]
    public void A_process_is_not_ready_before_its_first_read_worked()
    {
        Vote("a", ["b"]);
        Observe(Master("a"));

        Assert.False(_health.IsReady);

        _health.ReportConnected();

        Assert.True(_health.IsReady);
    }

    [Fact]
    public void A_process_is_ready_until_it_has_been_without_a_master_for_a_minute()
    {
        Vote("a", ["b"]);
        Observe(Master("a"));
        _health.ReportConnected();

        Pass(59.9);
        _topology.Tick();
        Assert.True(_health.IsReady);

        Pass(0.1);
        Assert.False(_health.IsReady);

        Vote("a", ["b"]);
        Observe(Master("a"));
        Assert.True(_health.IsReady);
    }

    private void Pass(double seconds) => _time.Pass(TimeSpan.FromSeconds(seconds));

    private void Observe(NodeObservation node) => _topology.Observe(node);

    private void Vote(string master, IReadOnlyList<string> replicas)
    {
        foreach (var sentinel in _options.Sentinels)
        {
            _topology.Observe(new SentinelVote(sentinel, master, replicas, [], _topology.Now));
        }
    }

    private NodeObservation Master(string address) => new(address, IsMaster: true, null, LinkUp: false, 100, [], _topology.Now);

    private NodeObservation Replica(string address, string of) => new(address, IsMaster: false, of, LinkUp: true, 100, [], _topology.Now);
}
