using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using OpenTelemetry.Metrics;

namespace Shop.Api.Tests.Telemetry;

public sealed class HistogramProperties
{
    [Fact]
    public void Buckets_ascend_and_the_last_one_counts_everything()
    {
        var values = ArbMap.Default.GeneratorFor<NormalFloat>().Select(value => value.Get).NonEmptyListOf().ToArbitrary();

        // The sum makes 0 of -0: the SDK sorts the two apart, and nobody configures such a bound.
        var bounds = ArbMap.Default.GeneratorFor<NormalFloat>().Select(value => value.Get + 0.0).ListOf().ToArbitrary();

        Prop.ForAll(bounds, values, (some, recorded) =>
        {
            double[] ascending = [.. some.Distinct().Order()];
            var samples = Recorded(ascending, recorded);

            var buckets = samples.Where(sample => sample.Name is "shop_wait_seconds_bucket").ToList();
            Assert.Equal([.. ascending, double.PositiveInfinity], buckets.Select(Bound));
            Assert.All(buckets, bucket => Assert.Equal(recorded.Count(value => value <= Bound(bucket)), bucket.Value));
            Assert.Equal(recorded.Count, samples.Single(sample => sample.Name is "shop_wait_seconds_count").Value);
            Assert.Equal(recorded.Sum(), samples.Single(sample => sample.Name is "shop_wait_seconds_sum").Value);
        }).QuickCheckThrowOnFailure();
    }

    private static IReadOnlyList<Sample> Recorded(double[] bounds, IEnumerable<double> values)
    {
        using var metrics = new CollectedMetrics(_ => new ExplicitBucketHistogramConfiguration { Boundaries = bounds });
        var histogram = metrics.Meter("Shop.A").CreateHistogram<double>("shop.wait", "s");
        foreach (var value in values)
        {
            histogram.Record(value);
        }

        return metrics.Scrape()["shop_wait_seconds"].Samples;
    }

    private static double Bound(Sample bucket) =>
        bucket.Labels["le"] is "+Inf" ? double.PositiveInfinity : double.Parse(bucket.Labels["le"], CultureInfo.InvariantCulture);
}
