using Shop.Data.Redis;
using Shop.Testing;
using StackExchange.Redis;

namespace Shop.Data.Tests.Redis;

public sealed class CommitQueueTests(RedisTrio trio) : IClassFixture<RedisTrio>, IAsyncLifetime
{
    private readonly string _run = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N");
    private RunningRedis _redis = null!;

    public async Task InitializeAsync()
    {
        _redis = await RunningRedis.StartAsync(trio);
        await Eventually.True(() => _redis.Health.IsReady, "the master was read");
    }

    public async Task DisposeAsync() => await _redis.DisposeAsync();

    [Fact]
    public async Task Two_thousand_writes_at_once_are_all_acknowledged_by_both_replicas()
    {
        var commits = await Task.WhenAll(Enumerable.Range(0, 2000).Select(operation => Once.CommitAsync(_redis.Commits, _run, operation)));

        Assert.All(commits, commit => Assert.Equal(2, commit.Replicas));
        Assert.All(commits, commit => Assert.Equal("1", (string?)commit.Result));
        Assert.Equal(2000, await CountedAsync());
        Assert.Equal(2000, _redis.Count("shop.redis.commits", "acknowledged"));
    }

    [Fact]
    public async Task The_same_operation_sent_a_hundred_times_at_once_has_one_effect()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Once.CommitAsync(_redis.Commits, _run, operation: 1)));

        Assert.Equal(1, await CountedAsync());
    }

    [Fact]
    public async Task A_defect_in_a_script_fails_its_own_write_and_no_other_of_the_batch()
    {
        var broken = new LuaScript("Broken", "#!lua\nreturn redis.call('HINCRBY', KEYS[1], 'n', 1)");
        var good = Enumerable.Range(0, 50).Select(operation => Once.CommitAsync(_redis.Commits, _run, operation)).ToList();
        await _redis.Commits.CommitAsync(new LuaScript("Text", "#!lua\nreturn redis.call('HSET', KEYS[1], 'n', 'text')"), [$"op:text-{_run}"], [], default);

        var defect = _redis.Commits.CommitAsync(broken, [$"op:text-{_run}"], [], default);
        good.AddRange(Enumerable.Range(50, 50).Select(operation => Once.CommitAsync(_redis.Commits, _run, operation)));

        var exception = await Assert.ThrowsAsync<RedisServerException>(() => defect);
        Assert.Contains("not an integer", exception.Message, StringComparison.Ordinal);
        await Task.WhenAll(good);
        Assert.Equal(100, await CountedAsync());
        Assert.Equal(1, _redis.Count("shop.redis.commits", "failed"));
    }

    [Fact]
    public async Task A_script_that_does_not_compile_fails_its_own_write_and_no_other_of_the_batch()
    {
        var broken = _redis.Commits.CommitAsync(new LuaScript("Broken", "#!lua\nthis is not Lua"), [$"op:text-{_run}"], [], default);
        var good = Enumerable.Range(0, 50).Select(operation => Once.CommitAsync(_redis.Commits, _run, operation)).ToList();

        await Task.WhenAll(good);
        var exception = await Assert.ThrowsAsync<RedisServerException>(() => broken);
        Assert.Contains("Error compiling script", exception.Message, StringComparison.Ordinal);
        Assert.Equal(50, await CountedAsync());
    }

    [Fact]
    public async Task Scripts_that_Redis_has_forgotten_are_loaded_again()
    {
        await Once.CommitAsync(_redis.Commits, _run, operation: 1);
        await trio.AskAsync("master", "SCRIPT", "FLUSH");

        await Once.CommitAsync(_redis.Commits, _run, operation: 2);

        Assert.Equal(2, await CountedAsync());
    }

    [Fact]
    public async Task Writes_larger_together_than_a_batch_may_be_all_arrive()
    {
        var script = new LuaScript("Large", "#!lua\nredis.call('SET', KEYS[1], ARGV[1])\nreturn #redis.call('GET', KEYS[1])");
        var value = new string('x', 400_000);

        var commits = await Task.WhenAll(Enumerable.Range(0, 12)
            .Select(i => _redis.Commits.CommitAsync(script, [$"op:large-{_run}:{i}"], [value], default)));

        Assert.All(commits, commit => Assert.Equal(400_000, (int)commit.Result));
    }

    [Fact]
    public async Task A_caller_that_is_cancelled_waits_no_longer_and_its_write_is_done()
    {
        using var cancellation = new CancellationTokenSource();
        var commit = Once.CommitAsync(_redis.Commits, _run, operation: 1, cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => commit);
        await Eventually.True(async () => await CountedAsync() == 1, "the write is done");
    }

    [Fact]
    public async Task Stopping_writes_what_waits_and_takes_nothing_more()
    {
        var commits = Enumerable.Range(0, 2000).Select(operation => Once.CommitAsync(_redis.Commits, _run, operation)).ToList();

        await _redis.StopWritingAsync();

        await Task.WhenAll(commits);
        Assert.Equal(2000, await CountedAsync());
        var refused = await Assert.ThrowsAsync<RedisUnavailableException>(() => Once.CommitAsync(_redis.Commits, _run, operation: 2000));
        Assert.Equal(RedisUnavailableReason.StorageUnavailable, refused.Reason);
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once()
    {
        await using var stopped = RunningRedis.NotStarted(new RedisOptions { Sentinels = [], QueueLimit = 3, Hold = TimeSpan.FromMinutes(1) });
        var waiting = Enumerable.Range(0, 3).Select(operation => Once.CommitAsync(stopped.Commits, _run, operation)).ToList();

        var refused = await Assert.ThrowsAsync<RedisUnavailableException>(() => Once.CommitAsync(stopped.Commits, _run, operation: 3));

        Assert.Equal(RedisUnavailableReason.Overloaded, refused.Reason);
        Assert.All(waiting, commit => Assert.False(commit.IsCompleted));
        Assert.Equal(1, stopped.Count("shop.redis.commits", "overloaded"));
    }

    [Fact]
    public async Task Every_counter_is_there_with_zero_before_anything_happens()
    {
        await using var stopped = RunningRedis.NotStarted(new RedisOptions { Sentinels = [] });

        Assert.Equal(
            ["acknowledged", "failed", "overloaded", "unavailable"],
            stopped.Counts("shop.redis.commits").Where(count => count.Value == 0).Select(count => count.Key).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["master", "replica"],
            stopped.Counts("shop.redis.reads").Where(count => count.Value == 0).Select(count => count.Key).Order(StringComparer.Ordinal));
    }

    private async Task<int> CountedAsync() =>
        (int)await _redis.Reads.ReadAsync("GET", batch => batch.StringGetAsync(Once.Counter(_run)), new Consistency { Level = ReadConsistency.Strong }, CancellationToken.None);
}
