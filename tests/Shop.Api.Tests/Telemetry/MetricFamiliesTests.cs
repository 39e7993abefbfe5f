using OpenTelemetry.Metrics;

namespace Shop.Api.Tests.Telemetry;

public sealed class MetricFamiliesTests
{
    [Fact]
    public void Equal_names_of_two_meters_become_one_family()
    {
        using var metrics = new CollectedMetrics();
        metrics.Meter("Shop.A").CreateCounter<long>("shop.events", "{event}", "The first help.").Add(2, new("from", "a"), new("kind", "x"));
        metrics.Meter("Shop.B").CreateCounter<double>("shop.events", "{event}", "Another help.").Add(3, new("from", "b"), new("kind", "x"));
        metrics.Meter("Shop.C").CreateCounter<long>("shop.events").Add(5, new("kind", "x"), new("from", "b"));

        var family = metrics.Scrape()["shop_events_total"];

        Assert.Equal("counter", family.Type);
        Assert.Equal("The first help.", family.Help);
        Assert.Equal([("a", 2), ("b", 8)], family.Samples.Select(sample => (sample.Labels["from"], sample.Value)));
    }

    [Fact]
    public void A_second_type_under_one_name_is_left_out_and_logged_once()
    {
        using var metrics = new CollectedMetrics();
        metrics.Meter("Shop.A").CreateUpDownCounter<long>("shop.depth").Add(2);
        metrics.Meter("Shop.B").CreateHistogram<double>("shop.depth").Record(2);

        metrics.Scrape();
        var family = metrics.Scrape()["shop_depth"];

        Assert.Equal("gauge", family.Type);
        Assert.Equal(2, Assert.Single(family.Samples).Value);
        Assert.Equal(["Metric Shop.B/shop.depth is not exported: shop_depth is a Gauge of another meter already"], metrics.Log.Lines);
    }

    [Fact]
    public void An_exponential_histogram_is_left_out_and_logged_once()
    {
        using var metrics = new CollectedMetrics(_ => new Base2ExponentialBucketHistogramConfiguration());
        metrics.Meter("Shop.A").CreateHistogram<double>("shop.wait").Record(2);

        metrics.Scrape();
        var families = metrics.Scrape();

        Assert.Equal("target_info", Assert.Single(families.Keys));
        Assert.Single(metrics.Log.Lines);
    }

    [Fact]
    public void Every_kind_of_instrument_has_its_type_and_value()
    {
        using var metrics = new CollectedMetrics();
        var meter = metrics.Meter("Shop.A");
        meter.CreateObservableCounter("a.observed", () => 1.5);
        meter.CreateObservableUpDownCounter("b.observed", () => -2L);
        meter.CreateObservableGauge("c.observed", () => 3.5);
        meter.CreateGauge<long>("d.level").Record(4);
        meter.CreateHistogram<int>("e.sizes", "By").Record(5);

        var families = metrics.Scrape();

        Assert.Equal(
            "a_observed_total counter 1.5, b_observed gauge -2, c_observed gauge 3.5, d_level gauge 4",
            string.Join(", ", families.Values.Where(family => family.Type is not "histogram" && family.Name is not "target_info")
                .Select(family => FormattableString.Invariant($"{family.Name} {family.Type} {family.Samples[0].Value}"))));
        Assert.Equal("histogram", families["e_sizes_bytes"].Type);
    }

    [Fact]
    public async Task Nothing_is_lost_while_eight_record_and_one_scrapes()
    {
        const int Each = 20_000;
        using var metrics = new CollectedMetrics();
        var meter = metrics.Meter("Shop.A");
        var counter = meter.CreateCounter<long>("shop.events");
        var histogram = meter.CreateHistogram<double>("shop.wait", "s");

        var recorders = Task.WhenAll(Enumerable.Range(0, 8).Select(recorder => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                counter.Add(1, new KeyValuePair<string, object?>("recorder", recorder % 4));
                histogram.Record(i % 3);
            }
        })));
        var last = 0d;
        while (!recorders.IsCompleted)
        {
            var now = Total(metrics.Scrape(), "shop_events_total");
            Assert.True(now >= last, "A counter went down between two scrapes.");
            last = now;
        }

        await recorders;

        var families = metrics.Scrape();
        Assert.All(families["shop_events_total"].Samples, sample => Assert.Equal(2 * Each, sample.Value));
        Assert.Equal(8 * Each, Total(families, "shop_wait_seconds", "shop_wait_seconds_count"));
        Assert.Equal(8 * Enumerable.Range(0, Each).Sum(i => i % 3), Total(families, "shop_wait_seconds", "shop_wait_seconds_sum"));
    }

    private static double Total(IReadOnlyDictionary<string, ParsedFamily> families, string family, string? sample = null) =>
        families.TryGetValue(family, out var found)
            ? found.Samples.Where(s => string.Equals(s.Name, sample ?? family, StringComparison.Ordinal)).Sum(s => s.Value)
            : 0;
}
