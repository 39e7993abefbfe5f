using System.Globalization;
using System.Text;

namespace Shop.Api.Telemetry;

/// <summary>
/// Writes the text format 0.0.4, which every Prometheus and promtool reads. It knows families only, nothing of where they came from:
/// another format is another writer beside this one.
/// </summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static byte[] Write(IEnumerable<MetricFamily> families)
    {
        var text = new StringBuilder();
        foreach (var family in families)
        {
            AppendHead(text, family);
            foreach (var (labels, reading) in family.Series)
            {
                AppendSeries(text, family.Name, labels, reading);
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void AppendHead(StringBuilder text, MetricFamily family)
    {
        if (family.Help.Length > 0)
        {
            text.Append("# HELP ").Append(family.Name).Append(' ').Append(EscapedHelp(family.Help)).Append('\n');
        }

        text.Append("# TYPE ").Append(family.Name).Append(' ').Append(TypeName(family.Type)).Append('\n');
    }

    private static void AppendSeries(StringBuilder text, string name, string labels, Reading reading)
    {
        switch (reading)
        {
            case SumReading sum:
                AppendSample(text, name, labels, Number(sum.Value));
                break;
            case GaugeReading gauge:
                AppendSample(text, name, labels, Number(gauge.Value));
                break;
            case HistogramReading histogram:
                AppendHistogram(text, name, labels, histogram);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(reading), reading, "This kind of reading has no text.");
        }
    }

    private static void AppendHistogram(StringBuilder text, string name, string labels, HistogramReading histogram)
    {
        var more = labels.Length == 0 ? "" : labels + ",";
        foreach (var bucket in histogram.Buckets)
        {
            AppendSample(text, name + "_bucket", $"{more}le=\"{Number(bucket.UpperBound)}\"", Number(bucket.Count));
        }

        AppendSample(text, name + "_sum", labels, Number(histogram.Sum));
        AppendSample(text, name + "_count", labels, Number(histogram.Count));
    }

    private static void AppendSample(StringBuilder text, string name, string labels, string value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(value).Append('\n');
    }

    private static string EscapedHelp(string help) =>
        help.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);

    private static string TypeName(FamilyType type) => type switch
    {
        FamilyType.Counter => "counter",
        FamilyType.Gauge => "gauge",
        FamilyType.Histogram => "histogram",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "This type has no name."),
    };

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
