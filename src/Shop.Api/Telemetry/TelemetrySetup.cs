using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Shop.Api.Auth;
using Shop.Api.Products;
using Shop.Data.Purchases;

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
        services.TryAddSingleton<Currencies>();
        services.AddSingleton<MetricFamilies>();
        services.AddSingleton<PrometheusExporter>();
        services.AddSingleton(BuildMeterProvider);
        services.AddSingleton(BuildScrape);
        services.AddSingleton<MetricsPort>();
        services.AddSingleton<ShopMetrics>();
        services.AddSingleton<AccountMetrics>();
        services.AddSingleton<BuildInfo>();
        services.AddSingleton<PrincipalHash>();
        services.AddSingleton<PurchasesExpired>(provider => provider.GetRequiredService<ShopMetrics>().PurchasesExpired);
        services.AddTransient<IStartupFilter, MetricsEndpoint>();
        AddTraces(builder);
        return builder;
    }

    /// <summary>What is observed in the background, in the data that <c>AddShopData</c> reaches.</summary>
    public static void AddStockTelemetry(this IServiceCollection services)
    {
        services.AddHostedService<StockGauges>();
        services.AddHostedService<BackgroundAudit>();
    }

    /// <summary>
    /// Starts the counting. It belongs right after Build: what an instrument records before anyone listens is lost, its zeros included.
    /// What follows in the pipeline is logged and traced. /metrics itself opens with the server, on the port of <see cref="MetricsPort"/>.
    /// </summary>
    public static WebApplication UseShopTelemetry(this WebApplication app)
    {
        app.Services.GetRequiredService<MeterProvider>();
        app.Services.GetRequiredService<ShopMetrics>();
        app.Services.GetRequiredService<AccountMetrics>();
        app.Services.GetRequiredService<BuildInfo>();
        if (app.Services.GetService<TracerProvider>() is not null)
        {
            app.UseMiddleware<RequestSpan>();
        }

        app.UseMiddleware<RequestLog>();
        app.UseMiddleware<Replays>();
        return app;
    }

    private static void AddTraces(WebApplicationBuilder builder)
    {
        if (!OtlpExport.IsWanted(builder.Configuration))
        {
            return;
        }

        // Off by default in .NET 10: without it the span of a request bears no address, method, path or user agent.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", isEnabled: false);
        builder.Services.AddSingleton(services => OtlpExport.BuildTracerProvider(builder.Configuration, ResourceOf(services)));
    }

    private static MeterProvider BuildMeterProvider(IServiceProvider services)
    {
        var own = services.GetRequiredService<IMeterFactory>();
        return Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(ResourceOf(services))
            .AddMeter(Meters)
            .AddView(instrument => IsOf(own, instrument) ? RuntimeMetricFixes.View(instrument) : MetricStreamConfiguration.Drop)
            .SetExemplarFilter(ExemplarFilterType.TraceBased)
            .AddReader(new BaseExportingMetricReader(services.GetRequiredService<PrometheusExporter>()))
            .AddOtlp(services.GetRequiredService<IConfiguration>())
            .Build();
    }

    private static ResourceBuilder ResourceOf(IServiceProvider services) => ResourceBuilder.CreateDefault().AddService(
        "shop-api",
        serviceVersion: BuildInfo.Version,
        serviceInstanceId: Instance.Of(services.GetRequiredService<IConfiguration>()));

    /// <summary>Meters are found by name across the process: without this, two shops in one process would count together.</summary>
    private static bool IsOf(IMeterFactory own, Instrument instrument) =>
        instrument.Meter.Scope is not IMeterFactory other || ReferenceEquals(other, own);

    private static MetricsScrape BuildScrape(IServiceProvider services)
    {
        // The exporter can collect once the provider that owns its reader exists.
        services.GetRequiredService<MeterProvider>();
        var exporter = services.GetRequiredService<PrometheusExporter>();
        return new MetricsScrape(() => exporter.CollectFamilies(MetricsScrape.Limit), services.GetRequiredService<TimeProvider>());
    }
}
