using Shop.Api.Telemetry;

namespace Shop.Api.Tests.Telemetry;

public sealed class MetricFamilyTests
{
    [Fact]
    public void Two_sums_of_one_series_add_up_and_of_two_levels_the_later_one_stands()
    {
        var family = new MetricFamily("any", FamilyType.Gauge, "");

        family.Add("kind=\"sum\"", new SumReading(2));
        family.Add("kind=\"sum\"", new SumReading(3));
        family.Add("kind=\"level\"", new GaugeReading(2));
        family.Add("kind=\"level\"", new GaugeReading(3));

        Assert.Equal(new SumReading(5), family.Series["kind=\"sum\""]);
        Assert.Equal(new GaugeReading(3), family.Series["kind=\"level\""]);
    }

    [Fact]
    public void Two_histograms_of_one_series_add_up_where_their_bounds_agree()
    {
        var family = new MetricFamily("any", FamilyType.Histogram, "");

        family.Add("", new HistogramReading(1, [new(1, 2), new(double.PositiveInfinity, 3)]));
        family.Add("", new HistogramReading(10, [new(1, 5), new(double.PositiveInfinity, 7)]));
        family.Add("", new HistogramReading(100, [new(2, 1), new(double.PositiveInfinity, 1)]));

        var merged = Assert.IsType<HistogramReading>(family.Series[""]);
        Assert.Equal(11, merged.Sum);
        Assert.Equal([new Bucket(1, 7), new Bucket(double.PositiveInfinity, 10)], merged.Buckets);
    }
}
