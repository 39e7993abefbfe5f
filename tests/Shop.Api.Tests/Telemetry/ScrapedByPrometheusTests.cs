using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Shop.Testing;

namespace Shop.Api.Tests.Telemetry;

/// <summary>Prometheus itself reads both formats.</summary>
public sealed partial class ScrapedByPrometheusTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    [PromtoolFact]
    public async Task Its_own_parser_of_OpenMetrics_takes_the_body()
    {
        await using var shop = await LoggingShopAsync();
        await GreetAsync(shop);
        var folder = TestFolder.Make("openmetrics");
        var body = await OpenMetricsAsync(shop);

        // What imports OpenMetrics wants the time of each sample; the rest is as it was scraped.
        await File.WriteAllTextAsync(Path.Combine(folder, "body"), SampleEnd().Replace(body, "${sample} 1790000000${exemplar}"));
        using var promtool = Process.Start(new ProcessStartInfo(
            "promtool", ["tsdb", "create-blocks-from", "openmetrics", Path.Combine(folder, "body"), Path.Combine(folder, "data")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (await promtool.StandardOutput.ReadToEndAsync(), await promtool.StandardError.ReadToEndAsync());
        await promtool.WaitForExitAsync();
        Directory.Delete(folder, recursive: true);

        Assert.True(promtool.ExitCode == 0, errors + output);
        Assert.Contains($" # {{trace_id=\"{Trace}\"", body);
    }

    [PromtoolFact]
    public async Task It_scrapes_both_formats_and_finds_the_trace_of_an_exemplar()
    {
        await using var shop = await LoggingShopAsync();
        await using var textOnly = await TextOnlyAsync(shop);
        await GreetAsync(shop);
        var folder = TestFolder.Make("prometheus");
        var port = MetricsApplication.FreePort();
        await File.WriteAllTextAsync(Path.Combine(folder, "prometheus.yml"), $"""
            global: {"{"}scrape_interval: 1s{"}"}
            scrape_configs:
              - job_name: openmetrics
                static_configs: [{"{"}targets: ["{shop.Metrics.Authority}"]{"}"}]
              - job_name: text
                static_configs: [{"{"}targets: ["{new Uri(textOnly.Urls.First()).Authority}"]{"}"}]
            """);
        using var prometheus = Process.Start("prometheus", [
            $"--config.file={folder}/prometheus.yml", $"--storage.tsdb.path={folder}/data", $"--web.listen-address=127.0.0.1:{port}",
            "--enable-feature=exemplar-storage", "--log.level=error",
        ]);
        try
        {
            var server = new Uri($"http://127.0.0.1:{port}");
            foreach (var job in new[] { "openmetrics", "text" })
            {
                var query = $"/api/v1/query?query=http_server_request_duration_seconds_count{{job=\"{job}\",http_route=\"/hello/{{name}}\"}}";
                await Eventually.True(async () => (await ResultAsync(shop.Client, new Uri(server, query))).Count > 0, $"there is data of the job {job}");
            }

            await Eventually.True(
                async () => (await TextAsync(
                    shop.Client,
                    new Uri(server, "/api/v1/query_exemplars?query=http_server_request_duration_seconds_bucket&start=1&end=9999999999"))).Contains(Trace),
                "the exemplar is stored");
            var targets = await TextAsync(shop.Client, new Uri(server, "/api/v1/targets"));
            Assert.Equal(2, Regex.Count(targets, "\"health\":\"up\"", RegexOptions.None, TimeSpan.FromSeconds(1)));
            Assert.Equal(2, Regex.Count(targets, "\"lastError\":\"\"", RegexOptions.None, TimeSpan.FromSeconds(1)));
        }
        finally
        {
            prometheus.Kill();
            await prometheus.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>ASP.NET Core follows a trace for whoever logs; with nobody, there would be no exemplar.</summary>
    private static Task<MetricsApplication> LoggingShopAsync() =>
        MetricsApplication.StartAsync(builder => builder.Logging.AddProvider(new LogLines()));

    private static async Task GreetAsync(MetricsApplication shop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(shop.Api, "/hello/you"));
        request.Headers.Add("traceparent", $"00-{Trace}-00f067aa0ba902b7-01");
        using var answer = await shop.Client.SendAsync(request);

        // Measured after its answer has gone, but before the next request on the connection is read.
        await shop.GetTextAsync(new Uri(shop.Api, "/health/live"));
    }

    private static async Task<string> OpenMetricsAsync(MetricsApplication shop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(shop.Metrics, "/metrics"));
        request.Headers.Add("Accept", "application/openmetrics-text");
        using var answer = await shop.Client.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Passes scrapes on, whatever they accept, as those of a server that knows the text format alone.</summary>
    private static async Task<WebApplication> TextOnlyAsync(MetricsApplication shop)
    {
        var builder = WebApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/metrics", async (HttpContext context) =>
        {
            using var answer = await shop.Client.GetAsync(new Uri(shop.Metrics, "/metrics"));
            context.Response.ContentType = answer.Content.Headers.ContentType!.ToString();
            await context.Response.WriteAsync(await answer.Content.ReadAsStringAsync(), Encoding.UTF8);
        });
        await app.StartAsync();
        return app;
    }

    private static async Task<IReadOnlyList<JsonElement>> ResultAsync(HttpClient client, Uri query)
    {
        var text = await TextAsync(client, query);
        return text.Length == 0 ? [] : [.. JsonDocument.Parse(text).RootElement.GetProperty("data").GetProperty("result").EnumerateArray()];
    }

    /// <summary>Empty while it does not answer.</summary>
    private static async Task<string> TextAsync(HttpClient client, Uri address)
    {
        try
        {
            using var answer = await client.GetAsync(address);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync() : "";
        }
        catch (HttpRequestException)
        {
            return "";
        }
    }

    [GeneratedRegex(@"^(?<sample>[^#\n][^#\n]*?)(?<exemplar> # .*)?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SampleEnd();
}
