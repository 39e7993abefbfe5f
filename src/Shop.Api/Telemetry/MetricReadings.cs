using OpenTelemetry.Metrics;

namespace Shop.Api.Telemetry;

/// <summary>Copies one point's value: the SDK overwrites its points at the next collection.</summary>
internal static class MetricReadings
{
    public static Reading Of(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => new SumReading(point.GetSumLong()),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => new SumReading(point.GetSumDouble()),
        MetricType.LongGauge => new GaugeReading(point.GetGaugeLastValueLong()),
        MetricType.DoubleGauge => new GaugeReading(point.GetGaugeLastValueDouble()),
        MetricType.Histogram => Histogram(point),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "This kind of metric has no reading."),
    };

    private static HistogramReading Histogram(in MetricPoint point)
    {
        var buckets = new List<Bucket>();
        var count = 0L;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            count += bucket.BucketCount;
            buckets.Add(new Bucket(bucket.ExplicitBound, count));
        }

        if (buckets.Count == 0)
        {
            // A histogram without bounds keeps count and sum only.
            buckets.Add(new Bucket(double.PositiveInfinity, point.GetHistogramCount()));
        }

        return new HistogramReading(point.GetHistogramSum(), buckets);
    }
}
