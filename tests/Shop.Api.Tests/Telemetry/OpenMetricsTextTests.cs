using System.Diagnostics;
using System.Text;
using Shop.Api.Telemetry;

namespace Shop.Api.Tests.Telemetry;

public sealed class OpenMetricsTextTests
{
    private static readonly Exemplar Slow = new(
        0.3,
        ActivityTraceId.CreateFromString("4bf92f3577b34da6a3ce929d0e0e4736"),
        ActivitySpanId.CreateFromString("00f067aa0ba902b7"),
        DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_123));

    [Fact]
    public void A_counter_a_gauge_a_histogram_and_an_info_look_like_this()
    {
        var purchases = new MetricFamily("shop_purchases_total", FamilyType.Counter, "Attempts to \"buy\".");
        purchases.Add("outcome=\"accepted\"", new SumReading(12, Slow with { Value = 1 }));
        var threads = new MetricFamily("dotnet_thread_pool_threads", FamilyType.Gauge, "");
        threads.Add("", new GaugeReading(3.5));
        var duration = new MetricFamily("wait_seconds", FamilyType.Histogram, "How long.", "seconds");
        duration.Add("role=\"master\"", new HistogramReading(0.3, [new(0.25, 1), new(1, 2, Slow), new(double.PositiveInfinity, 2)]));
        var target = new MetricFamily("target_info", FamilyType.Info, "What about.");
        target.Add("service_name=\"shop-api\"", new GaugeReading(1));

        Assert.Equal(
            """
            # TYPE shop_purchases counter
            # HELP shop_purchases Attempts to \"buy\".
            shop_purchases_total{outcome="accepted"} 12 # {trace_id="4bf92f3577b34da6a3ce929d0e0e4736",span_id="00f067aa0ba902b7"} 1 1790000000.123
            # TYPE dotnet_thread_pool_threads gauge
            dotnet_thread_pool_threads 3.5
            # TYPE wait_seconds histogram
            # UNIT wait_seconds seconds
            # HELP wait_seconds How long.
            wait_seconds_bucket{role="master",le="0.25"} 1
            wait_seconds_bucket{role="master",le="1.0"} 2 # {trace_id="4bf92f3577b34da6a3ce929d0e0e4736",span_id="00f067aa0ba902b7"} 0.3 1790000000.123
            wait_seconds_bucket{role="master",le="+Inf"} 2
            wait_seconds_sum{role="master"} 0.3
            wait_seconds_count{role="master"} 2
            # TYPE target info
            # HELP target What about.
            target_info{service_name="shop-api"} 1
            # EOF

            """,
            Encoding.UTF8.GetString(OpenMetricsText.Instance.Write([purchases, threads, duration, target])));
    }

    [Theory]
    [InlineData(1, "1.0")]
    [InlineData(0.0005, "0.0005")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(100_000, "100000.0")]
    [InlineData(1_000_000, "1e+06")]
    [InlineData(2_500_000, "2.5e+06")]
    [InlineData(1e20, "1e+20")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    public void A_bound_is_written_as_the_canonical_number(double bound, string expected)
    {
        var family = new MetricFamily("wait", FamilyType.Histogram, "");
        family.Add("", new HistogramReading(0, [new(bound, 0)]));

        Assert.Contains($"wait_bucket{{le=\"{expected}\"}} 0\n", Encoding.UTF8.GetString(OpenMetricsText.Instance.Write([family])));
    }

    [Fact]
    public void A_family_without_series_still_ends_the_body() =>
        Assert.Equal("# EOF\n", Encoding.UTF8.GetString(OpenMetricsText.Instance.Write([])));
}
