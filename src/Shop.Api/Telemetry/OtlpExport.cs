using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Shop.Data;

namespace Shop.Api.Telemetry;

/// <summary>
/// Sends metrics and traces by OTLP where OpenTelemetry's standard variable says where to; without it nobody listens to spans, and they cost nothing.
/// The other standard variables (protocol, headers, sampler, intervals) hold as their specification has them.
/// </summary>
internal static class OtlpExport
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Sources = ["Microsoft.AspNetCore", ShopTraces.RedisSource];

    public static bool IsWanted(IConfiguration configuration) => configuration[Endpoint] is { Length: > 0 };

    public static MeterProviderBuilder AddOtlp(this MeterProviderBuilder metrics, IConfiguration configuration) => IsWanted(configuration)
        ? metrics.ConfigureServices(services => services.AddSingleton(configuration)).AddOtlpExporter()
        : metrics;

    public static TracerProvider BuildTracerProvider(IConfiguration configuration, ResourceBuilder resource) => Sdk.CreateTracerProviderBuilder()
        .ConfigureServices(services => services.AddSingleton(configuration))
        .SetResourceBuilder(resource)
        .AddSource(Sources)
        .AddOtlpExporter()
        .Build();
}
