using Shop.Data.Limits;
using Shop.Data.Redis;
using Shop.Testing;

namespace Shop.Data.Tests.Redis;

/// <summary>What the way to Redis makes of a fault, under load. Each test has nodes of its own.</summary>
public sealed class FailoverTests : IAsyncLifetime
{
    private const string Run = "failover";

    private readonly RedisTrio _trio = new();
    private RunningRedis _redis = null!;

    public async Task InitializeAsync()
    {
        await _trio.InitializeAsync();
        _redis = await RunningRedis.StartAsync(_trio, hold: TimeSpan.FromSeconds(10));
        await Eventually.True(() => _redis.Topology.Current.ReadSet.Count == 2, "both replicas are read from");
    }

    public async Task DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _trio.DisposeAsync();
    }

    [Fact]
    public Task A_killed_master_loses_no_write_and_fails_none() => FailOverUnderLoadAsync(() => _trio.KillAsync("master"));

    [Fact]
    public async Task A_hung_master_loses_no_write_and_fails_none()
    {
        await FailOverUnderLoadAsync(() => _trio.PauseAsync("master"));
        Assert.True(_redis.Count("shop.redis.commits.resent") > 0, "what was on its way was not sent again");
    }

    [Fact]
    public async Task A_planned_failover_loses_no_write_and_fails_none()
    {
        await FailOverUnderLoadAsync(() => _trio.AskAsync("sentinel-1", "SENTINEL", "FAILOVER", _trio.MasterName));
        await Eventually.True(() => _redis.Topology.Current.Acknowledgements == 2, "the old master confirms writes as a replica");
    }

    [Fact]
    public async Task What_was_spent_of_a_rate_limit_stays_spent()
    {
        var budgets = new BudgetStore(_redis.Commits, RunningRedis.OptionsFor(_trio), TimeProvider.System);
        var limit = new RateLimit("login", 2, TimeSpan.FromHours(1));
        await budgets.TakeAsync(limit, "192.0.2.1", CancellationToken.None);
        await budgets.TakeAsync(limit, "192.0.2.1", CancellationToken.None);

        await _trio.KillAsync("master");
        var answers = new List<(BudgetState State, bool IsCounted)?>();
        await Eventually.True(
            async () =>
            {
                answers.Add(await budgets.TakeAsync(limit, "192.0.2.1", CancellationToken.None));
                return answers[^1] is not null;
            },
            "the new master counts");

        Assert.False(answers[^1]!.Value.IsCounted);
        Assert.Contains(null, answers); // nobody waits for a failover to be counted
    }

    [Fact]
    public async Task What_a_client_has_seen_counts_after_a_failover_and_for_what_is_lost_the_master_answers()
    {
        var acknowledged = (await Once.CommitAsync(_redis.Commits, Run, operation: 1)).Reached!.Value;
        var beyond = acknowledged with { Sequence = acknowledged.Sequence + 1 };
        await _trio.AskAsync("sentinel-1", "SENTINEL", "FAILOVER", _trio.MasterName);
        await Eventually.True(() => _redis.Topology.Current.Epoch == 2, "another node is the master");
        var after = (await Once.CommitAsync(_redis.Commits, Run, operation: 2)).Reached!.Value;
        var consistency = new Consistency { Seen = acknowledged };

        await _redis.Reads.ReadAsync("GET", batch => batch.StringGetAsync(Once.Record(Run, 1)), consistency, CancellationToken.None);

        Assert.NotEqual(acknowledged.Lineage, after.Lineage);
        Assert.True(after.Sequence >= beyond.Sequence);
        var (lost, before) = (new Consistency { Seen = beyond }, _redis.Count("shop.redis.reads", "master"));
        await _redis.Reads.ReadAsync("GET", batch => batch.StringGetAsync(Once.Record(Run, 1)), lost, CancellationToken.None);
        Assert.Equal((after.Lineage, before + 1), (lost.Seen!.Value.Lineage, _redis.Count("shop.redis.reads", "master")));
    }

    [Fact]
    public async Task Cutting_the_write_connection_again_and_again_loses_no_write_and_fails_none()
    {
        var load = new WriteLoad(_redis, Run);
        await load.GoOnAsync(100);

        for (var killed = 0; killed < 20;)
        {
            killed += await Writers.CutAsync(_trio);
            await load.GoOnAsync(20);
        }

        await load.EndWithNothingLostAsync();
    }

    [Fact]
    public async Task Reads_go_on_while_a_replica_hangs_and_return_to_it()
    {
        var hung = _redis.Topology.Current.ReadSet[0];
        var name = _trio.Nodes.Single(node => string.Equals(node.Address, hung, StringComparison.Ordinal)).Name;
        using var reading = new CancellationTokenSource();
        var reads = ReadUntilAsync(reading.Token);

        await _trio.PauseAsync(name);
        await Eventually.True(() => !_redis.Topology.Current.ReadSet.Contains(hung, StringComparer.Ordinal), "the hung replica is not read from");
        await _trio.ResumeAsync(name);
        await Eventually.True(() => _redis.Topology.Current.ReadSet.Contains(hung, StringComparer.Ordinal), "it is read from again");
        await reading.CancelAsync();

        Assert.True(await reads > 0);
        Assert.True(_redis.Count("shop.redis.reads.hedged") > 0, "nobody else was asked for the hung replica");
    }

    [Fact]
    public async Task Reads_go_on_from_the_replicas_while_there_is_no_master()
    {
        await Once.CommitAsync(_redis.Commits, Run, operation: 1);
        await _trio.KillAsync("master");
        await Eventually.True(() => _redis.Topology.Current.Master is null, "no master is known");

        Assert.Equal((0, 2), (_redis.Count("shop.redis.master"), _redis.Count("shop.redis.read_set")));
        var before = _redis.Count("shop.redis.reads", "replica");
        var value = await _redis.Reads.ReadAsync("GET", batch => batch.StringGetAsync(Once.Record(Run, 1)), new Consistency(), CancellationToken.None);

        Assert.Equal("1", (string?)value);
        Assert.Equal(before + 1, _redis.Count("shop.redis.reads", "replica"));
    }

    [Fact]
    public async Task When_every_node_is_gone_writes_and_reads_are_given_up_after_the_hold()
    {
        await using var impatient = await RunningRedis.StartAsync(_trio, hold: TimeSpan.FromSeconds(1));
        await Eventually.True(() => impatient.Health.IsReady, "the master was read");
        await Once.CommitAsync(impatient.Commits, Run, operation: 1);
        foreach (var node in _trio.Nodes.Where(node => node.Name.StartsWith("redis-", StringComparison.Ordinal)))
        {
            await _trio.KillAsync(node.Name);
        }

        var write = await Assert.ThrowsAsync<RedisUnavailableException>(() => Once.CommitAsync(impatient.Commits, Run, operation: 2));
        var read = await Assert.ThrowsAsync<RedisUnavailableException>(
            () => impatient.Reads.ReadAsync("GET", batch => batch.StringGetAsync("op:nothing"), new Consistency(), CancellationToken.None));

        Assert.Equal(RedisUnavailableReason.StorageUnavailable, write.Reason);
        Assert.Equal(TimeSpan.FromSeconds(2), write.RetryAfter);
        Assert.Equal(RedisUnavailableReason.StorageUnavailable, read.Reason);
        Assert.Equal(1, impatient.Count("shop.redis.commits", "unavailable"));
        Assert.True(impatient.Health.IsReady);
    }

    [Fact]
    public async Task When_no_replica_confirms_the_write_is_not_acknowledged()
    {
        await using var impatient = await RunningRedis.StartAsync(_trio, hold: TimeSpan.FromSeconds(1));
        await Eventually.True(() => impatient.Health.IsReady, "the master was read");
        await Once.CommitAsync(impatient.Commits, Run, operation: 1);
        foreach (var replica in _redis.Topology.Current.ReadSet)
        {
            await _trio.PauseAsync(_trio.Nodes.Single(node => string.Equals(node.Address, replica, StringComparison.Ordinal)).Name);
        }

        var write = await Assert.ThrowsAsync<RedisUnavailableException>(() => Once.CommitAsync(impatient.Commits, Run, operation: 2));

        Assert.Equal(RedisUnavailableReason.ReplicationTimeout, write.Reason);
    }

    private async Task FailOverUnderLoadAsync(Func<Task> fault)
    {
        var epoch = _redis.Topology.Current.Epoch;
        var load = new WriteLoad(_redis, Run);
        using var failovers = new Measurements(_redis.Meters, "shop.redis.failover.duration");
        await load.GoOnAsync(500);

        await fault();
        await Eventually.True(() => _redis.Topology.Current is { Master: not null } now && now.Epoch > epoch, "another master is known");
        await load.GoOnAsync(500);

        await load.EndWithNothingLostAsync();
        Assert.Equal((1, 0), (_redis.Count("shop.redis.failovers"), _redis.Count("shop.redis.commits.waiting")));
        Assert.Single(failovers.Tags);
    }

    private async Task<int> ReadUntilAsync(CancellationToken stop)
    {
        var reads = 0;
        while (!stop.IsCancellationRequested)
        {
            await _redis.Reads.ReadAsync("GET", batch => batch.StringGetAsync("op:nothing"), new Consistency(), CancellationToken.None);
            reads++;
        }

        return reads;
    }
}
