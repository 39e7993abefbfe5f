using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace Shop.Api.Telemetry;

/// <summary>What .NET 10's own metrics need before `promtool check metrics` and a dashboard take them as they are.</summary>
internal static class RuntimeMetricFixes
{
    // "_count" belongs to histograms: promtool calls it an error on anything else.
    private static readonly FrozenDictionary<string, MetricStreamConfiguration> Views =
        new Dictionary<string, MetricStreamConfiguration>(StringComparer.Ordinal)
        {
            ["dotnet.assembly.count"] = MetricStreamConfiguration.Drop,
            ["dotnet.timer.count"] = MetricStreamConfiguration.Drop,
            ["dotnet.process.cpu.count"] = new() { Name = "dotnet.process.cpus" },
            ["dotnet.thread_pool.thread.count"] = new() { Name = "dotnet.thread_pool.threads" },
        }.ToFrozenDictionary(StringComparer.Ordinal);

    // dotnet/runtime#112077: .NET 10 creates both as counters although they fall. To be removed with the runtime that repairs it.
    private static readonly FrozenSet<string> ReallyGauges =
        FrozenSet.Create(StringComparer.Ordinal, "dotnet.thread_pool.threads", "dotnet.thread_pool.queue.length");

    public static MetricStreamConfiguration? View(Instrument instrument) =>
        instrument.Meter.Name is "System.Runtime" ? Views.GetValueOrDefault(instrument.Name) : null;

    public static bool IsReallyGauge(string metric) => ReallyGauges.Contains(metric);
}
