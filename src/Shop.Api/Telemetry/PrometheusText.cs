namespace Shop.Api.Telemetry;

/// <summary>The text format 0.0.4, which every Prometheus and promtool reads. It has no exemplars, no units and no infos.</summary>
internal sealed class PrometheusText : ExpositionFormat
{
    public static readonly PrometheusText Instance = new();

    public override string ContentType => "text/plain; version=0.0.4; charset=utf-8";

    protected override void WriteFamily(ExpositionWriter text, MetricFamily family)
    {
        if (family.Help.Length > 0)
        {
            text.Head("HELP", family.Name, ExpositionWriter.Escaped(family.Help, withQuotes: false));
        }

        text.Head("TYPE", family.Name, TypeName(family.Type));
        foreach (var (labels, reading) in family.Series)
        {
            WriteSeries(text, family.Name, family.Name, labels, reading);
        }
    }

    protected override string Bound(double bound) => ExpositionWriter.Number(bound);

    protected override void WriteExemplar(ExpositionWriter text, Exemplar? exemplar)
    {
        // Not in this format.
    }

    private static string TypeName(FamilyType type) => type switch
    {
        FamilyType.Counter => "counter",
        FamilyType.Gauge or FamilyType.Info => "gauge",
        FamilyType.Histogram => "histogram",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "This type has no name."),
    };
}
