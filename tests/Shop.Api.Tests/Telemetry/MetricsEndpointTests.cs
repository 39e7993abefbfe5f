using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using Shop.Api.Telemetry;

namespace Shop.Api.Tests.Telemetry;

public sealed class MetricsEndpointTests
{
    [Fact]
    public async Task The_metrics_port_serves_the_metrics()
    {
        await using var shop = await MetricsApplication.StartAsync();

        using var answer = await shop.Client.GetAsync(new Uri(shop.Metrics, "/metrics"));

        var families = ExpositionParser.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.True(answer.Headers.CacheControl?.NoStore);
        var target = Assert.Single(families["target_info"].Samples);
        Assert.Equal("shop-api", target.Labels["service_name"]);
        Assert.Equal("api-7", target.Labels["service_instance_id"]);
    }

    [Fact]
    public async Task On_the_port_of_the_shop_the_path_is_an_ordinary_404_whatever_the_host_header_says()
    {
        await using var shop = await MetricsApplication.StartAsync();

        foreach (var host in new[] { shop.Api.Authority, shop.Metrics.Authority, "localhost" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(shop.Api, "/metrics"));
            request.Headers.Host = host;
            using var answer = await shop.Client.SendAsync(request);

            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task On_the_metrics_port_a_host_header_of_the_shop_does_not_open_the_shop()
    {
        await using var shop = await MetricsApplication.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(shop.Metrics, "/hello/you"));
        request.Headers.Host = shop.Api.Authority;

        using var answer = await shop.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/health/live", HttpStatusCode.OK)]
    [InlineData("GET", "/health/ready", HttpStatusCode.OK)]
    [InlineData("GET", "/health/other", HttpStatusCode.NotFound)]
    [InlineData("GET", "/healthy", HttpStatusCode.NotFound)]
    [InlineData("GET", "/hello/you", HttpStatusCode.NotFound)]
    [InlineData("GET", "/metrics/", HttpStatusCode.NotFound)]
    [InlineData("GET", "/Metrics", HttpStatusCode.NotFound)]
    [InlineData("GET", "/", HttpStatusCode.NotFound)]
    [InlineData("POST", "/metrics", HttpStatusCode.MethodNotAllowed)]
    public async Task The_metrics_port_serves_metrics_and_health_and_nothing_else(string method, string path, HttpStatusCode expected)
    {
        await using var shop = await MetricsApplication.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(shop.Metrics, path));

        using var answer = await shop.Client.SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task The_pipeline_of_the_shop_never_sees_a_scrape()
    {
        var seen = 0;
        await using var shop = await MetricsApplication.StartAsync(map: app => app.Use(next => context =>
        {
            Interlocked.Increment(ref seen);
            return next(context);
        }));

        await shop.GetTextAsync(new Uri(shop.Metrics, "/metrics?unknown=parameter"));

        Assert.Equal(0, seen);
    }

    [Fact]
    public async Task Requests_are_measured_and_scrapes_and_health_are_not()
    {
        await using var shop = await MetricsApplication.StartAsync();

        // A request is measured after its answer has gone, but before the next one on its connection is read.
        foreach (var path in new[] { "/hello/you", "/health/live", "/hello/you" })
        {
            await shop.GetTextAsync(new Uri(shop.Api, path));
        }

        foreach (var path in new[] { "/health/ready", "/metrics", "/metrics" })
        {
            await shop.GetTextAsync(new Uri(shop.Metrics, path));
        }

        var counts = shop.ScrapeNow()["http_server_request_duration_seconds"].Samples
            .Where(sample => sample.Name is "http_server_request_duration_seconds_count");
        Assert.Equal("/hello/{name}", Assert.Single(counts).Labels["http_route"]);
    }

    [Fact]
    public async Task A_scrape_that_fails_is_a_500_and_never_an_empty_200()
    {
        await using var shop = await MetricsApplication.StartAsync();
        shop.App.Services.GetRequiredService<MeterProvider>().Dispose();

        using var answer = await shop.Client.GetAsync(new Uri(shop.Metrics, "/metrics"));

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task A_client_that_does_not_read_holds_nobody_up()
    {
        var large = new MetricFamily("shop_level", FamilyType.Gauge, new string('x', 15 * 1024 * 1024));
        await using var shop = await MetricsApplication.StartAsync(
            builder => builder.Services.AddSingleton(new MetricsScrape(() => [large], TimeProvider.System)));
        using var slow = new TcpClient();
        await slow.ConnectAsync(IPAddress.Loopback, shop.Metrics.Port);
        await slow.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"));
        await slow.GetStream().ReadExactlyAsync(new byte[1]);

        var answer = await shop.Client.GetByteArrayAsync(new Uri(shop.Metrics, "/metrics"));

        Assert.Equal(PrometheusText.Instance.Write([large]).Length, answer.Length);
    }

    [PromtoolFact]
    public async Task Promtool_finds_nothing_to_say()
    {
        await using var shop = await MetricsApplication.StartAsync(
            map: app => app.MapGet("/fail", string () => throw new InvalidOperationException("on purpose")));
        await shop.GetTextAsync(new Uri(shop.Api, "/hello/you"));
        using var failed = await shop.Client.GetAsync(new Uri(shop.Api, "/fail"));
        using var missing = await shop.Client.GetAsync(new Uri(shop.Api, "/nothing"));

        var (exitCode, output) = await Promtool.CheckMetricsAsync(await shop.GetTextAsync(new Uri(shop.Metrics, "/metrics")));

        Assert.Equal("", output);
        Assert.Equal(0, exitCode);
    }

    [PromtoolFact]
    public async Task Promtool_reads_the_oddest_labels_and_help()
    {
        var odd = new string([.. Enumerable.Range(1, 0x2FF).Select(code => (char)code), '\uFFFD', '\u2028']);
        var family = new MetricFamily("shop_level", FamilyType.Gauge, odd);
        family.Add(LabelText.Of([new("tag", odd)]), new GaugeReading(1));

        var (exitCode, output) = await Promtool.CheckMetricsAsync(Encoding.UTF8.GetString(PrometheusText.Instance.Write([family])));

        Assert.Equal("", output);
        Assert.Equal(0, exitCode);
    }
}
