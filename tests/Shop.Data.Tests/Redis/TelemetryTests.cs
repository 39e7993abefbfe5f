using System.Collections.Concurrent;
using System.Diagnostics;
using Shop.Data.Redis;
using Shop.Testing;

namespace Shop.Data.Tests.Redis;

/// <summary>What the way to Redis tells of itself: by name, role and outcome, and without a cost while nobody asks.</summary>
public sealed class TelemetryTests(SettledRedis settled) : IClassFixture<SettledRedis>
{
    private readonly RunningRedis _redis = settled.Running;
    private readonly string _run = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N");

    [Fact]
    public async Task A_write_and_a_read_are_measured_by_script_or_command_and_role()
    {
        using var measured = new Measurements(_redis.Meters, "db.client.operation.duration");

        await Once.CommitAsync(_redis.Commits, _run, operation: 1);
        await _redis.Reads.ReadAsync("GET", batch => batch.StringGetAsync(Once.Counter(_run)), new Consistency(), CancellationToken.None);
        await Assert.ThrowsAnyAsync<Exception>(() => _redis.Reads.ReadAsync(
            "HGETALL", batch => batch.HashGetAllAsync(Once.Counter(_run)), new Consistency(), CancellationToken.None));

        Assert.Contains("db.operation.name=Once db.system.name=redis shop.redis.role=master", measured.Tags);
        Assert.Contains("db.operation.name=GET db.system.name=redis shop.redis.role=replica", measured.Tags);
        Assert.Contains("db.operation.name=HGETALL db.system.name=redis error.type=ERR shop.redis.role=replica", measured.Tags);
    }

    [Fact]
    public void The_master_is_one_and_every_other_node_has_a_lag()
    {
        var master = Assert.Single(_redis.Levels("shop.redis.master_info"), level => !double.IsNaN(level.Value));
        var lags = _redis.Levels("shop.redis.replica_lag");

        Assert.Equal((_redis.Topology.Current.Master, 1), (master.Key, master.Value));
        Assert.Equal(2, lags.Count(lag => lag.Value >= 0));
        Assert.False(lags.ContainsKey(master.Key));
    }

    [Fact]
    public async Task A_write_that_nobody_takes_is_in_the_queue_and_grows_old()
    {
        await using var idle = RunningRedis.NotStarted(RunningRedis.OptionsFor(settled.Trio, hold: TimeSpan.FromSeconds(2)));
        Assert.Equal((0, 0), (idle.Count("shop.redis.commit.queue"), idle.Levels("shop.redis.oldest_commit.age")[""]));

        var waiting = Once.CommitAsync(idle.Commits, _run, operation: 1);

        Assert.Equal(1, idle.Count("shop.redis.commit.queue"));
        await Eventually.True(() => idle.Levels("shop.redis.oldest_commit.age")[""] > 0, "the write grows old");
        await Assert.ThrowsAsync<RedisUnavailableException>(() => waiting);
        Assert.Equal(0, idle.Levels("shop.redis.oldest_commit.age")[""]);
    }

    [Fact]
    public void Every_reason_to_replace_a_connection_is_there_from_the_start() =>
        Assert.Equal(["hung", "lost", "refused", "unproven"], _redis.Counts("shop.redis.connections.replaced").Keys.Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_request_has_a_span_for_its_write_with_its_wait_and_for_each_read()
    {
        using var heard = new Spans();
        using var request = new Activity("request") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();

        await Once.CommitAsync(_redis.Commits, _run, operation: 1);
        await _redis.Reads.ReadAsync("GET", batch => batch.StringGetAsync(Once.Counter(_run)), new Consistency(), CancellationToken.None);

        var write = Assert.Single(heard.Of(request), span => span.DisplayName == "Once");
        var read = Assert.Single(heard.Of(request), span => span.DisplayName == "GET");
        Assert.Equal((ActivityKind.Client, "redis", "Once"), (write.Kind, write.GetTagItem("db.system.name"), write.GetTagItem("db.operation.name")));
        Assert.Equal(_redis.Topology.Current.Master, write.GetTagItem("server.address"));
        Assert.Equal("sent", Assert.Single(write.Events).Name);
        Assert.Equal(("replica", ActivityStatusCode.Unset), (read.GetTagItem("shop.redis.role"), read.Status));
        Assert.Contains((string)read.GetTagItem("server.address")!, _redis.Topology.Current.ReadSet);
    }

    [Fact]
    public async Task A_failed_write_says_so_in_its_span()
    {
        using var heard = new Spans();
        using var request = new Activity("request") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
        var broken = new LuaScript("Broken", "#!lua\nreturn redis.call('INCR')");

        await Assert.ThrowsAnyAsync<Exception>(() => _redis.Commits.CommitAsync(broken, [Once.Counter(_run)], [], CancellationToken.None));

        var span = Assert.Single(heard.Of(request));
        Assert.Equal((ActivityStatusCode.Error, "ERR"), (span.Status, span.GetTagItem("error.type")));
    }

    [Fact]
    public async Task What_runs_in_the_background_has_no_span()
    {
        using var heard = new Spans();
        Activity.Current = null;

        await Once.CommitAsync(_redis.Commits, _run, operation: 1);

        Assert.DoesNotContain(heard.All, span => span.Parent is null && span.ParentId is null);
    }

    [Fact]
    public void Nothing_is_allocated_while_nobody_listens()
    {
        using var meters = new Meters();
        var metrics = new RedisMetrics(meters);
        using var request = new Activity("request").Start();
        Ask(1);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Ask(1000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Ask(int times)
        {
            for (var i = 0; i < times; i++)
            {
                metrics.OperationEnded("GET", onMaster: false, TimeSpan.FromTicks(i), failure: null);
                metrics.OperationEnded("GET", onMaster: true, TimeSpan.FromTicks(i), FailureKind.Timeout);
                Assert.Null(RedisSpans.StartRead("GET", "127.0.0.1:6379", isMaster: false));
                Assert.Null(RedisSpans.StartCommit(Once.Script));
            }
        }
    }

    private sealed class Spans : IDisposable
    {
        private readonly ConcurrentQueue<Activity> _ended = new();
        private readonly ActivityListener _listener;

        public Spans()
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == ShopTraces.RedisSource,
                Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = _ended.Enqueue,
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public IEnumerable<Activity> All => _ended;

        public IEnumerable<Activity> Of(Activity request) => _ended.Where(span => span.TraceId == request.TraceId);

        public void Dispose() => _listener.Dispose();
    }
}
