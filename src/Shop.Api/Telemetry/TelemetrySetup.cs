using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Shop.Api.Telemetry;

/// <summary>Which meters are collected and how they leave the process: the only file that knows both.</summary>
internal static class TelemetrySetup
{
    private static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.Routing",
        "Microsoft.AspNetCore.Diagnostics",
        "System.Runtime",
        "System.Net.Http",
        "Shop.*",
    ];

    public static WebApplicationBuilder AddShopTelemetry(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<MetricFamilies>();
        services.AddSingleton<PrometheusExporter>();
        services.AddSingleton(BuildMeterProvider);
        services.AddSingleton(BuildScrape);
        services.AddSingleton<MetricsPort>();
        services.AddSingleton<ShopMetrics>();
        services.AddTransient<IStartupFilter, MetricsEndpoint>();

        // The framework's line for each request holds the query, where clients put what belongs in no log; nginx writes the access log.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        return builder;
    }

    /// <summary>
    /// Starts the counting. It belongs right after Build: what an instrument records before anyone listens is lost, its zeros included.
    /// /metrics itself opens with the server, on the port of <see cref="MetricsPort"/>.
    /// </summary>
    public static WebApplication MapShopMetrics(this WebApplication app)
    {
        app.Services.GetRequiredService<MeterProvider>();
        app.Services.GetRequiredService<ShopMetrics>();
        return app;
    }

    private static MeterProvider BuildMeterProvider(IServiceProvider services)
    {
        var own = services.GetRequiredService<IMeterFactory>();
        return Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateDefault().AddService("shop-api", serviceInstanceId: InstanceOf(services)))
            .AddMeter(Meters)
            .AddView(instrument => IsOf(own, instrument) ? RuntimeMetricFixes.View(instrument) : MetricStreamConfiguration.Drop)
            .AddReader(new BaseExportingMetricReader(services.GetRequiredService<PrometheusExporter>()))
            .Build();
    }

    /// <summary>Meters are found by name across the process: without this, two shops in one process would count together.</summary>
    private static bool IsOf(IMeterFactory own, Instrument instrument) =>
        instrument.Meter.Scope is not IMeterFactory other || ReferenceEquals(other, own);

    private static string InstanceOf(IServiceProvider services) =>
        services.GetRequiredService<IConfiguration>()["SHOP_INSTANCE"] is { Length: > 0 } instance ? instance : Environment.MachineName;

    private static MetricsScrape BuildScrape(IServiceProvider services)
    {
        // The exporter can collect once the provider that owns its reader exists.
        services.GetRequiredService<MeterProvider>();
        var exporter = services.GetRequiredService<PrometheusExporter>();
        return new MetricsScrape(
            () => PrometheusText.Write(exporter.CollectFamilies(MetricsScrape.Limit)),
            services.GetRequiredService<TimeProvider>());
    }
}
