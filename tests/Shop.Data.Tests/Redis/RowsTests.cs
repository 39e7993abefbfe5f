using Shop.Data.Redis;

namespace Shop.Data.Tests.Redis;

public sealed class RowsTests(SettledRedis settled) : IClassFixture<SettledRedis>
{
    private readonly string _run = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N");
    private readonly RunningRedis _redis = settled.Running;

    [Fact]
    public async Task Reads_that_come_together_travel_together_and_each_is_counted()
    {
        using var asked = new Measurements(_redis.Meters, "db.client.operation.duration");
        var before = _redis.Counts("shop.redis.reads").Values.Sum();

        var rows = await Task.WhenAll(Enumerable.Range(0, 500).Select(n => ReadAsync($"op:{_run}:{n}")));

        Assert.All(rows, row => Assert.True(row.Fields.IsEmpty));
        Assert.Equal(before + 500, _redis.Counts("shop.redis.reads").Values.Sum());
        Assert.InRange(asked.Tags.Count(tags => tags.Contains("ReadRows", StringComparison.Ordinal)), 1, 499);
    }

    [Fact]
    public async Task A_read_says_how_far_it_reaches_and_waits_for_what_the_client_has_seen()
    {
        var written = (await Once.CommitAsync(_redis.Commits, _run, operation: 1)).Reached!.Value;
        var consistency = new Consistency { Seen = written with { Sequence = written.Sequence + 1 } };
        var waiting = ReadAsync($"op:{_run}", consistency);
        await ReadAsync($"op:{_run}", new Consistency { Seen = written });
        Assert.False(waiting.IsCompleted);

        await Once.CommitAsync(_redis.Commits, _run, operation: 2);

        await waiting;
        Assert.Equal(written.Lineage, consistency.Seen!.Value.Lineage);
        Assert.True(consistency.Seen!.Value.Sequence > written.Sequence);
    }

    [Fact]
    public async Task Who_waits_for_what_no_node_has_keeps_nobody_else_waiting()
    {
        using var enough = new CancellationTokenSource();
        var lost = Enumerable.Range(0, 20).Select(n => _redis.Reads.Rows.ReadAsync(
            $"op:{_run}", new Consistency { Seen = new Watermark($"of shop {n}", 1) }, enough.Token)).ToList();

        await ReadAsync($"op:{_run}");

        Assert.DoesNotContain(lost, read => read.IsCompleted);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(lost));
    }

    [Fact]
    public async Task The_master_alone_answers_what_only_it_may()
    {
        var before = _redis.Count("shop.redis.reads", "master");

        await ReadAsync($"op:{_run}", new Consistency { Level = ReadConsistency.Strong });

        Assert.Equal(before + 1, _redis.Count("shop.redis.reads", "master"));
    }

    [Fact]
    public void What_was_kept_counts_in_its_lineage_alone()
    {
        var question = new RowQuestion("product:{1}", new KeptRow("one", "1.2.3."));

        Assert.Equal(("1.2.3.", ""), (question.MarkIn("one"), question.MarkIn("another")));
    }

    [Fact]
    public void What_nobody_asks_for_is_forgotten()
    {
        var rows = new KeptRows<string>(fields => fields["text"]);
        var text = new string('x', 100_000);

        for (var n = 0; n < 100; n++)
        {
            rows.Keep($"{n}", new RowAnswer(HashFields.Of(["text", text]), "1", new Watermark("one", 1), DateTimeOffset.UnixEpoch));
            rows.Find("0");
        }

        Assert.NotNull(rows.Find("0"));
        Assert.Null(rows.Find("1"));
        Assert.NotNull(rows.Find("99"));
    }

    private Task<(HashFields Fields, DateTimeOffset Now)> ReadAsync(string key, Consistency? consistency = null) =>
        _redis.Reads.Rows.ReadAsync(key, consistency ?? new Consistency(), CancellationToken.None);
}
