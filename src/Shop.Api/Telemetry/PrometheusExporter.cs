using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Shop.Api.Telemetry;

/// <summary>Asks OpenTelemetry for its aggregates at the moment of a scrape and keeps nothing between two of them.</summary>
[ExportModes(ExportModes.Pull)]
internal sealed partial class PrometheusExporter(MetricFamilies families, ILogger<PrometheusExporter> log)
    : BaseExporter<Metric>, IPullMetricExporter
{
    private IReadOnlyCollection<MetricFamily>? _collected;

    public Func<int, bool>? Collect { get; set; }

    /// <summary>The families as they are now. Callers take turns: <see cref="MetricsScrape"/> sees to that.</summary>
    /// <exception cref="InvalidOperationException">OpenTelemetry could not collect, or is shut down.</exception>
    public IReadOnlyCollection<MetricFamily> CollectFamilies(TimeSpan limit)
    {
        _collected = null;
        return Collect?.Invoke((int)limit.TotalMilliseconds) == true && _collected is { } collected
            ? collected
            : throw new InvalidOperationException("The metrics could not be collected.");
    }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        try
        {
            _collected = families.Of(batch, ParentProvider.GetResource());
            return ExportResult.Success;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // The SDK swallows what an exporter throws; without this line the reason of a failed scrape would be lost.
            Log.ExportFailed(log, failure);
            return ExportResult.Failure;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The metrics could not be read", EventName = "MetricsExportFailed")]
        public static partial void ExportFailed(ILogger logger, Exception failure);
    }
}
