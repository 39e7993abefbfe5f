using System.Text;
using Shop.Api.Telemetry;

namespace Shop.Api.Tests.Telemetry;

public sealed class PrometheusTextTests
{
    [Fact]
    public void A_counter_a_gauge_and_a_histogram_look_like_this()
    {
        var purchases = new MetricFamily("shop_purchases_total", FamilyType.Counter, "Attempts to buy, by how they ended.");
        purchases.Add("outcome=\"out_of_stock\"", new SumReading(0));
        purchases.Add("outcome=\"accepted\"", new SumReading(12));
        var threads = new MetricFamily("dotnet_thread_pool_threads", FamilyType.Gauge, "");
        threads.Add("", new GaugeReading(3.5));
        var duration = new MetricFamily("wait_seconds", FamilyType.Histogram, "How long.");
        duration.Add("role=\"master\"", new HistogramReading(0.3, [new(0.25, 1), new(1, 2), new(double.PositiveInfinity, 2)]));

        Assert.Equal(
            """
            # HELP shop_purchases_total Attempts to buy, by how they ended.
            # TYPE shop_purchases_total counter
            shop_purchases_total{outcome="accepted"} 12
            shop_purchases_total{outcome="out_of_stock"} 0
            # TYPE dotnet_thread_pool_threads gauge
            dotnet_thread_pool_threads 3.5
            # HELP wait_seconds How long.
            # TYPE wait_seconds histogram
            wait_seconds_bucket{role="master",le="0.25"} 1
            wait_seconds_bucket{role="master",le="1"} 2
            wait_seconds_bucket{role="master",le="+Inf"} 2
            wait_seconds_sum{role="master"} 0.3
            wait_seconds_count{role="master"} 2

            """,
            Text(purchases, threads, duration));
    }

    [Theory]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(0.1, "0.1")]
    [InlineData(1234567890123, "1234567890123")]
    [InlineData(5e-324, "5E-324")]
    public void A_number_is_written_in_the_fewest_digits_that_read_back(double value, string expected)
    {
        var family = new MetricFamily("level", FamilyType.Gauge, "");
        family.Add("", new GaugeReading(value));

        Assert.Equal($"# TYPE level gauge\nlevel {expected}\n", Text(family));
    }

    [Fact]
    public void Quotes_backslashes_and_line_ends_are_escaped_in_labels_and_help()
    {
        var family = new MetricFamily("odd", FamilyType.Gauge, "a \"quoted\" \\ and\nmore");
        family.Add(LabelText.Of([new("path", "C:\\new\n\"x\"")]), new GaugeReading(1));

        Assert.Equal(
            "# HELP odd a \"quoted\" \\\\ and\\nmore\n# TYPE odd gauge\nodd{path=\"C:\\\\new\\n\\\"x\\\"\"} 1\n",
            Text(family));
    }

    [Fact]
    public void Labels_are_sorted_and_those_that_become_one_name_are_joined()
    {
        KeyValuePair<string, object?>[] tags = [new("z", true), new("a_b", 2.5), new("a.b", "one"), new("none", null)];

        Assert.Equal("a_b=\"one;2.5\",none=\"\",z=\"true\"", LabelText.Of(tags));
    }

    private static string Text(params MetricFamily[] families) => Encoding.UTF8.GetString(PrometheusText.Instance.Write(families));
}
