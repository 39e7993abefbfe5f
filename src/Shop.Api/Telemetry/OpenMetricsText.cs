using System.Globalization;

namespace Shop.Api.Telemetry;

/// <summary>
/// OpenMetrics 1.0: what the text format 0.0.4 says, and besides units, infos and exemplars, which lead from a slow bucket to a trace.
/// A family goes by the name without what its type adds to the samples (<c>_total</c>, <c>_info</c>), and the body ends in <c># EOF</c>.
/// </summary>
internal sealed class OpenMetricsText : ExpositionFormat
{
    public static readonly OpenMetricsText Instance = new();

    public override string ContentType => "application/openmetrics-text; version=1.0.0; charset=utf-8";

    protected override string End => "# EOF\n";

    protected override void WriteFamily(ExpositionWriter text, MetricFamily family)
    {
        var name = Without(family.Name, SuffixOf(family.Type));
        text.Head("TYPE", name, TypeName(family.Type));
        if (family.Unit.Length > 0 && name.EndsWith("_" + family.Unit, StringComparison.Ordinal))
        {
            text.Head("UNIT", name, family.Unit);
        }

        if (family.Help.Length > 0)
        {
            text.Head("HELP", name, ExpositionWriter.Escaped(family.Help, withQuotes: true));
        }

        foreach (var (labels, reading) in family.Series)
        {
            WriteSeries(text, name + SuffixOf(family.Type), name, labels, reading);
        }
    }

    /// <summary>The format's canonical number: 1.0, 0.005, 1e+06. A bound is a label, so it must never be spelt in two ways.</summary>
    protected override string Bound(double bound)
    {
        var number = ExpositionWriter.Number(bound);
        if (!double.IsFinite(bound))
        {
            return number;
        }

        var scientific = bound.ToString("0.##############e+00", CultureInfo.InvariantCulture);
        return Math.Abs(bound) >= 1e6 && double.Parse(scientific, CultureInfo.InvariantCulture).Equals(bound)
            ? scientific
            : number.Replace('E', 'e') + (number.AsSpan().ContainsAny('.', 'E') ? "" : ".0");
    }

    protected override void WriteExemplar(ExpositionWriter text, Exemplar? exemplar)
    {
        if (exemplar is not null)
        {
            text.Raw(string.Create(
                CultureInfo.InvariantCulture,
                $" # {{trace_id=\"{exemplar.TraceId}\",span_id=\"{exemplar.SpanId}\"}} {ExpositionWriter.Number(exemplar.Value)} {Seconds(exemplar.At)}"));
        }
    }

    private static string Seconds(DateTimeOffset at) =>
        (at.ToUnixTimeMilliseconds() / 1000m).ToString("0.000", CultureInfo.InvariantCulture);

    private static string Without(string name, string suffix) =>
        suffix.Length > 0 && name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name;

    private static string SuffixOf(FamilyType type) => type switch
    {
        FamilyType.Counter => "_total",
        FamilyType.Info => "_info",
        _ => "",
    };

    private static string TypeName(FamilyType type) => type switch
    {
        FamilyType.Counter => "counter",
        FamilyType.Gauge => "gauge",
        FamilyType.Histogram => "histogram",
        FamilyType.Info => "info",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "This type has no name."),
    };
}
