using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Shop.Api.Telemetry;

namespace Shop.Api.Tests.Telemetry;

/// <summary>
/// The path from an instrument to the text, without a server. Only meters that it made itself are collected; as their factory it also keeps
/// them out of the applications that other tests run meanwhile.
/// </summary>
internal sealed class CollectedMetrics : IMeterFactory
{
    private readonly List<Meter> _meters = [];
    private readonly ILoggerFactory _loggers;
    private readonly PrometheusExporter _exporter;
    private readonly MeterProvider _provider;

    public CollectedMetrics(Func<Instrument, MetricStreamConfiguration?>? view = null)
    {
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(Log));
        _exporter = new PrometheusExporter(
            new MetricFamilies(_loggers.CreateLogger<MetricFamilies>()),
            _loggers.CreateLogger<PrometheusExporter>());
        _provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter("Shop.*")
            .AddView(instrument => instrument.Meter.Scope == this ? view?.Invoke(instrument) : MetricStreamConfiguration.Drop)
            .SetExemplarFilter(ExemplarFilterType.TraceBased)
            .AddReader(new BaseExportingMetricReader(_exporter))
            .Build();
    }

    public LogLines Log { get; } = new();

    public Meter Meter(string name) => Create(new MeterOptions(name));

    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        var meter = new Meter(options);
        _meters.Add(meter);
        return meter;
    }

    public IReadOnlyDictionary<string, ParsedFamily> Scrape() => ExpositionParser.Parse(Text(PrometheusText.Instance));

    public string Text(ExpositionFormat format) => Encoding.UTF8.GetString(format.Write(_exporter.CollectFamilies(MetricsScrape.Limit)));

    public void Dispose()
    {
        _provider.Dispose();
        _meters.ForEach(meter => meter.Dispose());
        _loggers.Dispose();
    }
}
