using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Shop.Api.Telemetry;

/// <summary>
/// What OpenTelemetry aggregated, copied out of it and grouped by Prometheus name. OpenTelemetry repeats what an observed gauge said last for
/// ever; one that has nothing to say any more says NaN, and is left out.
/// </summary>
internal sealed partial class MetricFamilies(ILogger<MetricFamilies> log)
{
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);

    public IReadOnlyCollection<MetricFamily> Of(in Batch<Metric> batch, Resource resource)
    {
        var families = new SortedDictionary<string, MetricFamily>(StringComparer.Ordinal);
        AddTarget(families, resource);
        foreach (var metric in batch)
        {
            if (metric.MetricType is MetricType.ExponentialHistogram)
            {
                ReportOnce(metric.Name, "the text format has no exponential histograms");
            }
            else
            {
                AddMetric(families, metric);
            }
        }

        return families.Values;
    }

    private static void AddTarget(SortedDictionary<string, MetricFamily> families, Resource resource)
    {
        var target = new MetricFamily("target_info", FamilyType.Info, "What these metrics are about.");
        target.Add(LabelText.Of(resource.Attributes.Select(a => KeyValuePair.Create(a.Key, (object?)a.Value))), new GaugeReading(1));
        families.Add(target.Name, target);
    }

    private void AddMetric(SortedDictionary<string, MetricFamily> families, Metric metric)
    {
        var type = TypeOf(metric);
        var name = PrometheusNames.Family(metric.Name, metric.Unit, type);
        if (!families.TryGetValue(name, out var family))
        {
            family = new MetricFamily(name, type, metric.Description, PrometheusUnits.Suffix(metric.Unit));
            families.Add(name, family);
        }
        else if (family.Type != type)
        {
            ReportOnce($"{metric.MeterName}/{metric.Name}", $"{name} is a {family.Type} of another meter already");
            return;
        }

        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var reading = MetricReadings.Of(metric.MetricType, point);
            if (reading is not GaugeReading { Value: double.NaN })
            {
                family.Add(LabelText.Of(TagsOf(point)), reading);
            }
        }
    }

    private static List<KeyValuePair<string, object?>> TagsOf(in MetricPoint point)
    {
        var tags = new List<KeyValuePair<string, object?>>(point.Tags.Count);
        foreach (var tag in point.Tags)
        {
            tags.Add(tag);
        }

        return tags;
    }

    private static FamilyType TypeOf(Metric metric) => metric.MetricType switch
    {
        MetricType.Histogram => FamilyType.Histogram,
        MetricType.LongSum or MetricType.DoubleSum when !RuntimeMetricFixes.IsReallyGauge(metric.Name) => FamilyType.Counter,
        _ => FamilyType.Gauge,
    };

    private void ReportOnce(string metric, string reason)
    {
        if (_reported.Add(metric))
        {
            Log.Skipped(log, metric, reason);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Metric {Metric} is not exported: {Reason}", EventName = "MetricSkipped")]
        public static partial void Skipped(ILogger logger, string metric, string reason);
    }
}
