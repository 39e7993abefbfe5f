using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shop.Api.Auth;
using Shop.Api.Health;
using Shop.Api.Telemetry;

namespace Shop.Api.Tests.Telemetry;

/// <summary>Telemetry and health on a real Kestrel with two ports, and one route of its own: GET /hello/{name}.</summary>
internal sealed class MetricsApplication : IAsyncDisposable
{
    private MetricsApplication(WebApplication app)
    {
        App = app;
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Metrics = new Uri(app.Configuration[MetricsPort.UrlKey]!);
        Api = new Uri(addresses.Single(address => new Uri(address).Port != Metrics.Port));
    }

    public WebApplication App { get; }

    public Uri Api { get; }

    public Uri Metrics { get; }

    public HttpClient Client { get; } = new();

    public static async Task<MetricsApplication> StartAsync(
        Action<WebApplicationBuilder>? configure = null,
        Action<WebApplication>? map = null,
        params IEnumerable<(string Name, string Value)> settings)
    {
        for (var attempt = 1; ; attempt++)
        {
            var app = Build(configure, map, settings);
            try
            {
                await app.StartAsync();
                return new MetricsApplication(app);
            }
            catch (IOException taken) when (taken.InnerException is AddressInUseException && attempt < 5)
            {
                // Somebody took the port between the question for a free one and its use.
                await app.DisposeAsync();
            }
        }
    }

    public async Task<string> GetTextAsync(Uri address) => await Client.GetStringAsync(address);

    /// <summary>A scrape that is not answered out of the short cache: it collects now.</summary>
    public IReadOnlyDictionary<string, ParsedFamily> ScrapeNow() => ExpositionParser.Parse(Encoding.UTF8.GetString(
        PrometheusText.Instance.Write(App.Services.GetRequiredService<PrometheusExporter>().CollectFamilies(MetricsScrape.Limit))));

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
    }

    private static WebApplication Build(
        Action<WebApplicationBuilder>? configure, Action<WebApplication>? map, IEnumerable<(string Name, string Value)> settings)
    {
        // Each file watcher takes one of the 128 inotify instances of a user: many applications at once would run out of them.
        var builder = WebApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Kestrel:Endpoints:Api:Url"] = "http://127.0.0.1:0",
            [MetricsPort.UrlKey] = $"http://127.0.0.1:{FreePort()}",
            ["SHOP_INSTANCE"] = "api-7",
            [DrainPeriod.Key] = "0",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
        builder.Configuration["SECRET_KEY"] = new string('k', 32);
        builder.AddShopAuth();
        builder.AddShopTelemetry();
        builder.AddShopHealth();
        builder.Services.AddSingleton<StorageReadiness>(() => true);
        configure?.Invoke(builder);
        var app = builder.Build();
        app.UseShopTelemetry();
        app.MapShopHealth();
        app.MapGet("/hello/{name}", (string name) => name);
        map?.Invoke(app);
        return app;
    }
}
