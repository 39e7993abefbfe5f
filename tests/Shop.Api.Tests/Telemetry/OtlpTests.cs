using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Shop.Api.Tests.Telemetry;

/// <summary>What leaves by OTLP, before a receiver that keeps what it was sent.</summary>
public sealed class OtlpTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    [Fact]
    public async Task Without_an_endpoint_nobody_listens_to_spans()
    {
        await using var shop = await MetricsApplication.StartAsync();

        Assert.Null(shop.App.Services.GetService<TracerProvider>());
    }

    [Fact]
    public async Task With_an_endpoint_metrics_and_spans_are_sent()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var shop = await ExportingAsync(receiver, sampler: "always_on");

        await GreetAsync(shop, "01");
        Flush(shop);

        Assert.Contains("shop.purchases", receiver.Metrics, StringComparison.Ordinal);
        Assert.Contains("shop-api", receiver.Metrics, StringComparison.Ordinal);
        Assert.Contains("GET /hello/{name}", receiver.Traces, StringComparison.Ordinal);
        Assert.Contains("http.route", receiver.Traces, StringComparison.Ordinal);
        Assert.Contains("http.response.status_code", receiver.Traces, StringComparison.Ordinal);
        Assert.Contains("http.request.method", receiver.Traces, StringComparison.Ordinal);
        Assert.Contains(Encoding.Latin1.GetString(Convert.FromHexString(Trace)), receiver.Traces, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_request_bears_its_failure()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var shop = await ExportingAsync(
            receiver, sampler: "always_on", app => app.MapGet("/fail", () => Results.StatusCode(503)));

        await shop.Client.GetAsync(new Uri(shop.Api, "/fail"));
        await shop.GetTextAsync(new Uri(shop.Api, "/health/live"));
        Flush(shop);

        Assert.Contains("error.type", receiver.Traces, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_standard_sampler_variable_holds()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var shop = await ExportingAsync(receiver, sampler: "always_off");

        await GreetAsync(shop, "01");
        Flush(shop);

        Assert.Equal("", receiver.Traces);
    }

    private static Task<MetricsApplication> ExportingAsync(Receiver receiver, string sampler, Action<WebApplication>? map = null) =>
        MetricsApplication.StartAsync(
            configure: null,
            map,
            ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address.ToString()),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_TRACES_SAMPLER", sampler));

    private static async Task GreetAsync(MetricsApplication shop, string flags)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(shop.Api, "/hello/you"));
        request.Headers.Add("traceparent", $"00-{Trace}-00f067aa0ba902b7-{flags}");
        using var answer = await shop.Client.SendAsync(request);

        // A span ends after its answer has gone, but before the next request on the connection is read.
        await shop.GetTextAsync(new Uri(shop.Api, "/health/live"));
    }

    private static void Flush(MetricsApplication shop)
    {
        Assert.True(shop.App.Services.GetRequiredService<TracerProvider>().ForceFlush(10_000));

        // Its answer is about all readers, and the one for scrapes never pushes.
        shop.App.Services.GetRequiredService<MeterProvider>().ForceFlush(10_000);
    }

    /// <summary>A collector that takes OTLP over HTTP. Protobuf keeps texts as they are, so they are looked for as they are.</summary>
    private sealed class Receiver : IAsyncDisposable
    {
        private readonly WebApplication _app;
        private readonly ConcurrentDictionary<string, string> _bodies = new(StringComparer.Ordinal);

        private Receiver()
        {
            var builder = WebApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
            builder.Logging.ClearProviders();
            _app = builder.Build();
            _app.Urls.Add("http://127.0.0.1:0");
            _app.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
            {
                using var body = new MemoryStream();
                await request.Body.CopyToAsync(body);
                var text = Encoding.Latin1.GetString(body.ToArray());
                _bodies.AddOrUpdate(signal, text, (_, before) => before + text);
            });
        }

        public Uri Address => new(_app.Urls.First());

        public string Metrics => _bodies.GetValueOrDefault("metrics", "");

        public string Traces => _bodies.GetValueOrDefault("traces", "");

        public static async Task<Receiver> StartAsync()
        {
            var receiver = new Receiver();
            await receiver._app.StartAsync();
            return receiver;
        }

        public ValueTask DisposeAsync() => _app.DisposeAsync();
    }
}
