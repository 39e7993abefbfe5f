using Shop.Api.Telemetry;

namespace Shop.Api.Tests.Telemetry;

public sealed class MetricsScrapeTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly ManualTime _time = new();
    private int _collections;

    [Fact]
    public async Task Scrapes_within_a_quarter_of_a_second_share_one_collection()
    {
        var scrape = new MetricsScrape(Count, _time);

        Assert.Equal([1], await scrape.BodyAsync(Limit, default));
        _time.Advance(TimeSpan.FromMilliseconds(249));
        Assert.Equal([1], await scrape.BodyAsync(Limit, default));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([2], await scrape.BodyAsync(Limit, default));
    }

    [Fact]
    public async Task Scrapes_that_come_during_a_collection_get_its_body()
    {
        using var release = new ManualResetEventSlim();
        var scrape = new MetricsScrape(() => CountAfter(release), _time);

        var first = scrape.BodyAsync(Limit, default);
        var second = scrape.BodyAsync(Limit, default);
        release.Set();

        Assert.Same(await first, await second);
        Assert.Equal(1, _collections);
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        var scrape = new MetricsScrape(() => Count() is [1] ? throw new InvalidOperationException("once") : [7], _time);

        await Assert.ThrowsAsync<InvalidOperationException>(() => scrape.BodyAsync(Limit, default));

        Assert.Equal([7], await scrape.BodyAsync(Limit, default));
    }

    [Fact]
    public async Task A_collection_that_hangs_fails_its_scrapes_at_their_limit_and_is_not_doubled()
    {
        using var release = new ManualResetEventSlim();
        var scrape = new MetricsScrape(() => CountAfter(release), _time);

        var patient = scrape.BodyAsync(Limit, default);
        var hasty = scrape.BodyAsync(TimeSpan.FromSeconds(2), default);
        _time.Advance(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAsync<TimeoutException>(() => hasty);
        _time.Advance(TimeSpan.FromSeconds(3));
        await Assert.ThrowsAsync<TimeoutException>(() => patient);
        var late = scrape.BodyAsync(Limit, default);
        release.Set();

        Assert.Equal([1], await late);
        Assert.Equal(1, _collections);
    }

    [Fact]
    public async Task A_body_beyond_every_measure_is_a_failure()
    {
        var scrape = new MetricsScrape(() => new byte[16 * 1024 * 1024 + 1], _time);

        await Assert.ThrowsAsync<InvalidOperationException>(() => scrape.BodyAsync(Limit, default));
    }

    private byte[] Count() => [(byte)Interlocked.Increment(ref _collections)];

    private byte[] CountAfter(ManualResetEventSlim release)
    {
        release.Wait();
        return Count();
    }
}
