using Shop.Data.Redis;
using StackExchange.Redis;

namespace Shop.Data.Tests.Redis;

public sealed class ReadsTests(SettledRedis settled) : IClassFixture<SettledRedis>
{
    private readonly string _run = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N");
    private readonly RunningRedis _redis = settled.Running;

    [Fact]
    public async Task Reads_are_answered_by_replicas()
    {
        await Once.CommitAsync(_redis.Commits, _run, operation: 1);
        var before = _redis.Count("shop.redis.reads", "replica");

        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(1, (int)await _redis.Reads.ReadAsync("GET", batch => batch.StringGetAsync(Once.Counter(_run)), new Consistency(), CancellationToken.None));
        }

        Assert.Equal(before + 100, _redis.Count("shop.redis.reads", "replica"));
    }

    [Fact]
    public async Task What_was_acknowledged_is_read_from_every_replica_at_once()
    {
        for (var operation = 0; operation < 500; operation++)
        {
            await Once.CommitAsync(_redis.Commits, _run, operation);
            var (first, second) = (await ReadAsync(operation), await ReadAsync(operation));

            Assert.Equal("1", first);
            Assert.Equal("1", second);
        }
    }

    [Fact]
    public async Task The_master_alone_answers_what_only_it_may()
    {
        var before = _redis.Count("shop.redis.reads", "master");

        await _redis.Reads.ReadMasterAsync(batch => batch.StringGetAsync("op:nothing"));

        Assert.Equal(before + 1, _redis.Count("shop.redis.reads", "master"));
    }

    [Fact]
    public async Task The_commands_of_a_query_travel_together()
    {
        var (keys, count) = await _redis.Reads.ReadAsync(
            "GET", async batch =>
            {
                var record = batch.StringGetAsync(Once.Record(_run, 1));
                var counter = batch.StringGetAsync(Once.Counter(_run));
                return (await record, await counter);
            },
            new Consistency(),
            CancellationToken.None);

        Assert.True(keys.IsNull);
        Assert.True(count.IsNull);
    }

    [Fact]
    public async Task A_defect_in_a_query_is_thrown_and_not_tried_again()
    {
        var calls = 0;

        await Assert.ThrowsAsync<FormatException>(() => _redis.Reads.ReadAsync<int>(
            "GET",
            async batch =>
            {
                calls++;
                await batch.StringGetAsync("op:nothing");
                throw new FormatException();
            },
            new Consistency(),
            CancellationToken.None));

        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task A_command_on_the_wrong_type_is_thrown_and_not_tried_again()
    {
        var calls = 0;
        await Once.CommitAsync(_redis.Commits, _run, operation: 1);

        await Assert.ThrowsAsync<RedisServerException>(() => _redis.Reads.ReadAsync(
            "GET", batch =>
            {
                calls++;
                return batch.HashGetAllAsync(Once.Counter(_run));
            },
            new Consistency(),
            CancellationToken.None));

        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task A_command_that_the_shop_does_not_use_is_refused_without_a_second_try()
    {
        await Assert.ThrowsAsync<RedisCommandException>(
            () => _redis.Reads.ReadAsync("GET", batch => batch.ListLeftPopAsync("nothing"), new Consistency(), CancellationToken.None));
    }

    [Fact]
    public async Task A_cancelled_caller_waits_no_longer()
    {
        using var cancellation = new CancellationTokenSource();
        var never = new TaskCompletionSource<int>();
        var read = _redis.Reads.ReadAsync("GET", _ => never.Task, new Consistency(), cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
    }

    private async Task<string?> ReadAsync(int operation) =>
        await _redis.Reads.ReadAsync("GET", batch => batch.StringGetAsync(Once.Record(_run, operation)), new Consistency(), CancellationToken.None);
}
