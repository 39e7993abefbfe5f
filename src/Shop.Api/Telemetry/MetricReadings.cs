using OpenTelemetry.Metrics;

namespace Shop.Api.Telemetry;

/// <summary>Copies one point's value: the SDK overwrites its points at the next collection.</summary>
internal static class MetricReadings
{
    public static Reading Of(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum => new SumReading(point.GetSumLong(), Newest(Exemplars(point, isLong: true))),
        MetricType.DoubleSum => new SumReading(point.GetSumDouble(), Newest(Exemplars(point))),
        MetricType.LongSumNonMonotonic => new SumReading(point.GetSumLong()),
        MetricType.DoubleSumNonMonotonic => new SumReading(point.GetSumDouble()),
        MetricType.LongGauge => new GaugeReading(point.GetGaugeLastValueLong()),
        MetricType.DoubleGauge => new GaugeReading(point.GetGaugeLastValueDouble()),
        MetricType.Histogram => Histogram(point),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "This kind of metric has no reading."),
    };

    private static HistogramReading Histogram(in MetricPoint point)
    {
        var exemplars = Exemplars(point);
        var buckets = new List<Bucket>();
        var (count, lower) = (0L, double.NegativeInfinity);
        foreach (var bucket in point.GetHistogramBuckets())
        {
            count += bucket.BucketCount;
            var (above, upTo) = (lower, bucket.ExplicitBound);
            buckets.Add(new Bucket(upTo, count, Newest(exemplars.Where(exemplar => exemplar.Value > above && exemplar.Value <= upTo))));
            lower = upTo;
        }

        if (buckets.Count == 0)
        {
            // A histogram without bounds keeps count and sum only.
            buckets.Add(new Bucket(double.PositiveInfinity, point.GetHistogramCount(), Newest(exemplars)));
        }

        return new HistogramReading(point.GetHistogramSum(), buckets);
    }

    private static List<Exemplar> Exemplars(in MetricPoint point, bool isLong = false)
    {
        var found = new List<Exemplar>();
        if (point.TryGetExemplars(out var exemplars))
        {
            foreach (ref readonly var exemplar in exemplars)
            {
                var value = isLong ? exemplar.LongValue : exemplar.DoubleValue;
                found.Add(new Exemplar(value, exemplar.TraceId, exemplar.SpanId, exemplar.Timestamp));
            }
        }

        return found;
    }

    private static Exemplar? Newest(IEnumerable<Exemplar> exemplars) => exemplars.MaxBy(exemplar => exemplar.At);
}
