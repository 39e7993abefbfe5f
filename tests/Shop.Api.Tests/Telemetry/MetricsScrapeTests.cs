using System.Text;
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

        Assert.Equal("c1", await BodyAsync(scrape, Limit));
        _time.Advance(TimeSpan.FromMilliseconds(249));
        Assert.Equal("c1", await BodyAsync(scrape, Limit));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("c2", await BodyAsync(scrape, Limit));
    }

    [Fact]
    public async Task Scrapes_that_come_during_a_collection_get_its_body()
    {
        using var release = new ManualResetEventSlim();
        var scrape = new MetricsScrape(() => CountAfter(release), _time);

        var first = BodyAsync(scrape, Limit);
        var second = BodyAsync(scrape, Limit);
        release.Set();

        Assert.Equal("c1", await first);
        Assert.Equal("c1", await second);
        Assert.Equal(1, _collections);
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        var scrape = new MetricsScrape(() => Count() is [{ Name: "c1" }] ? throw new InvalidOperationException("once") : Named("c7"), _time);

        await Assert.ThrowsAsync<InvalidOperationException>(() => BodyAsync(scrape, Limit));

        Assert.Equal("c7", await BodyAsync(scrape, Limit));
    }

    [Fact]
    public async Task A_collection_that_hangs_fails_its_scrapes_at_their_limit_and_is_not_doubled()
    {
        using var release = new ManualResetEventSlim();
        var scrape = new MetricsScrape(() => CountAfter(release), _time);

        var patient = BodyAsync(scrape, Limit);
        var hasty = BodyAsync(scrape, TimeSpan.FromSeconds(2));
        _time.Advance(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAsync<TimeoutException>(() => hasty);
        _time.Advance(TimeSpan.FromSeconds(3));
        await Assert.ThrowsAsync<TimeoutException>(() => patient);
        var late = BodyAsync(scrape, Limit);
        release.Set();

        Assert.Equal("c1", await late);
        Assert.Equal(1, _collections);
    }

    [Fact]
    public async Task A_body_beyond_every_measure_is_a_failure()
    {
        var scrape = new MetricsScrape(() => Named(new string('c', 16 * 1024 * 1024)), _time);

        await Assert.ThrowsAsync<InvalidOperationException>(() => BodyAsync(scrape, Limit));
    }

    /// <summary>Which collection the body is of.</summary>
    private static async Task<string> BodyAsync(MetricsScrape scrape, TimeSpan limit) =>
        Encoding.UTF8.GetString(await scrape.BodyAsync(PrometheusText.Instance, limit, default)).Split(' ')[2];

    private static IReadOnlyList<MetricFamily> Named(string name) => [new MetricFamily(name, FamilyType.Gauge, "")];

    private IReadOnlyList<MetricFamily> Count() => Named($"c{Interlocked.Increment(ref _collections)}");

    private IReadOnlyList<MetricFamily> CountAfter(ManualResetEventSlim release)
    {
        release.Wait();
        return Count();
    }
}
