using Shop.Data.Redis;
using Shop.Testing;

namespace Shop.Data.Tests.Redis;

public sealed class ConsistencyTests(SettledRedis settled) : IClassFixture<SettledRedis>
{
    private readonly string _run = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N");
    private readonly RunningRedis _redis = settled.Running;

    [Fact]
    public void Every_script_that_changes_something_raises_the_watermark()
    {
        var changing = LuaScript.All.Where(script => !script.Source.StartsWith("#!lua flags=no-writes", StringComparison.Ordinal));

        Assert.Equal(["OpenBatch", "OpenLineage"], changing
            .Where(script => !script.Source.Contains("redis.call('HINCRBY', 'watermark', 'sequence', 1)", StringComparison.Ordinal))
            .Select(script => script.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task With_fewer_replicas_attached_than_must_confirm_nothing_is_changed()
    {
        var before = (await Once.CommitAsync(_redis.Commits, _run, operation: 1)).Reached!.Value;

        Assert.Equal(2, (int)await EvalAsync("OpenBatch", "3"));
        var refused = await Assert.ThrowsAsync<StackExchange.Redis.RedisServerException>(() => EvalAsync("RaiseWatermark"));
        Assert.Equal(2, (int)await EvalAsync("OpenBatch", "2"));
        var after = (string[])(await EvalAsync("RaiseWatermark"))!;

        Assert.StartsWith("NOREPLICAS", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before.Sequence + 1, long.Parse(after[1], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Without_a_replica_that_must_confirm_nothing_is_changed_however_many_others_are_attached()
    {
        var attached = _redis.Topology.Current.Confirmers;

        await EvalAsync("OpenBatch", "1", attached[0], "127.0.0.1:1");
        var refused = await Assert.ThrowsAsync<StackExchange.Redis.RedisServerException>(() => EvalAsync("RaiseWatermark"));
        await EvalAsync("OpenBatch", "1", attached[0], attached[1]);
        await EvalAsync("RaiseWatermark");

        Assert.StartsWith("NOREPLICAS", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_write_reaches_further_and_a_read_after_it_as_far()
    {
        var first = (await Once.CommitAsync(_redis.Commits, _run, operation: 1)).Reached!.Value;
        var second = (await Once.CommitAsync(_redis.Commits, _run, operation: 2)).Reached!.Value;
        var consistency = new Consistency { Seen = second };

        await ReadAsync(_redis, operation: 2, consistency);

        Assert.Equal(first.Lineage, second.Lineage);
        Assert.True(second.Sequence > first.Sequence);
        Assert.True(consistency.Seen!.Value.Sequence >= second.Sequence);
    }

    [Fact]
    public async Task A_read_waits_for_what_the_client_has_seen()
    {
        var written = (await Once.CommitAsync(_redis.Commits, _run, operation: 1)).Reached!.Value;
        var asked = 0;
        var read = _redis.Reads.ReadAsync(
            "GET", batch =>
            {
                asked++;
                return batch.StringGetAsync(Once.Record(_run, 2));
            },
            new Consistency { Seen = written with { Sequence = written.Sequence + 1 } },
            CancellationToken.None);
        await Eventually.True(() => asked > 3, "the replicas and the master were asked, and asked again");
        Assert.False(read.IsCompleted);

        await Once.CommitAsync(_redis.Commits, _run, operation: 2);

        Assert.Equal("1", await read);
    }

    [Theory]
    [InlineData(ReadConsistency.Session)]
    [InlineData(ReadConsistency.Strong)]
    [InlineData(ReadConsistency.Eventual)]
    public async Task What_no_node_has_is_held_and_then_refused_but_never_answered_by_older_data(ReadConsistency level)
    {
        await using var impatient = await RunningRedis.StartAsync(settled.Trio, hold: TimeSpan.FromSeconds(1));
        await Once.CommitAsync(_redis.Commits, _run, operation: 1);
        var lost = new Consistency { Level = level, Seen = new Watermark("of another shop", 1) };

        await Assert.ThrowsAsync<RedisUnavailableException>(() => ReadAsync(impatient, operation: 1, lost));
    }

    [Fact]
    public async Task Any_node_may_answer_where_old_data_will_do()
    {
        await Once.CommitAsync(_redis.Commits, _run, operation: 1);

        Assert.Equal("1", await ReadAsync(_redis, operation: 1, new Consistency { Level = ReadConsistency.Eventual }));
    }

    private Task<StackExchange.Redis.RedisResult> EvalAsync(string script, params object[] arguments) =>
        Admin.ExecuteOnMasterAsync(
            _redis, settled.Trio, "EVALSHA", [Convert.ToHexStringLower(LuaScript.Load(script).Hash), 1, (StackExchange.Redis.RedisKey)"watermark", .. arguments]);

    private async Task<string?> ReadAsync(RunningRedis redis, int operation, Consistency consistency) =>
        await redis.Reads.ReadAsync("GET", batch => batch.StringGetAsync(Once.Record(_run, operation)), consistency, CancellationToken.None);
}
