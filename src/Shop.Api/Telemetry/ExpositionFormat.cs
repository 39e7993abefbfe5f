namespace Shop.Api.Telemetry;

/// <summary>
/// A way to write families down. It knows families only, nothing of where they came from: another format is another class beside
/// <see cref="PrometheusText"/> and <see cref="OpenMetricsText"/>.
/// </summary>
internal abstract class ExpositionFormat
{
    public abstract string ContentType { get; }

    /// <summary>What the body ends with.</summary>
    protected virtual string End => "";

    public byte[] Write(IEnumerable<MetricFamily> families)
    {
        var text = new ExpositionWriter();
        foreach (var family in families)
        {
            WriteFamily(text, family);
        }

        text.Raw(End);
        return text.ToUtf8();
    }

    protected abstract void WriteFamily(ExpositionWriter text, MetricFamily family);

    /// <summary>A bucket's bound as its label says it.</summary>
    protected abstract string Bound(double bound);

    protected abstract void WriteExemplar(ExpositionWriter text, Exemplar? exemplar);

    /// <param name="sample">The name of a plain sample.</param>
    /// <param name="family">What the names of a histogram's samples begin with.</param>
    protected void WriteSeries(ExpositionWriter text, string sample, string family, string labels, Reading reading)
    {
        switch (reading)
        {
            case SumReading sum:
                WriteSample(text, sample, labels, sum.Value, sum.Exemplar);
                break;
            case GaugeReading gauge:
                WriteSample(text, sample, labels, gauge.Value);
                break;
            case HistogramReading histogram:
                WriteHistogram(text, family, labels, histogram);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(reading), reading, "This kind of reading has no text.");
        }
    }

    private void WriteHistogram(ExpositionWriter text, string name, string labels, HistogramReading histogram)
    {
        var more = labels.Length == 0 ? "" : labels + ",";
        foreach (var bucket in histogram.Buckets)
        {
            WriteSample(text, name + "_bucket", $"{more}le=\"{Bound(bucket.UpperBound)}\"", bucket.Count, bucket.Exemplar);
        }

        WriteSample(text, name + "_sum", labels, histogram.Sum);
        WriteSample(text, name + "_count", labels, histogram.Count);
    }

    private void WriteSample(ExpositionWriter text, string name, string labels, double value, Exemplar? exemplar = null)
    {
        text.Sample(name, labels, value);
        WriteExemplar(text, exemplar);
        text.Raw("\n");
    }
}
