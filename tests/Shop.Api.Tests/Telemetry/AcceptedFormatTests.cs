using Shop.Api.Telemetry;

namespace Shop.Api.Tests.Telemetry;

public sealed class AcceptedFormatTests
{
    private const string Prometheus242 =
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

    private const string Prometheus3 =
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,"
        + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1";

    [Theory]
    [InlineData(Prometheus242, true)]
    [InlineData(Prometheus3, true)]
    [InlineData("application/openmetrics-text", true)]
    [InlineData("application/openmetrics-text; version=1.0.0; charset=utf-8", true)]
    [InlineData("application/openmetrics-text;version=\"1.0.0\"", true)]
    [InlineData("Application/OpenMetrics-Text;VERSION=1.0.0", true)]
    [InlineData("text/plain;q=0.4,application/openmetrics-text;q=0.5", true)]
    [InlineData("", false)]
    [InlineData("*/*", false)]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", false)]
    [InlineData("text/plain;version=0.0.4", false)]
    [InlineData("application/openmetrics-text;version=0.0.1", false)]
    [InlineData("application/openmetrics-text;version=2.0.0,text/plain;q=0.1", false)]
    [InlineData("application/openmetrics-text;q=0", false)]
    [InlineData("application/openmetrics-text;q=0.4,text/plain;q=0.5", false)]
    [InlineData("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited", false)]
    [InlineData("not / a ; header,,", false)]
    public void The_best_liked_format_of_those_there_are_is_taken(string accept, bool isOpenMetrics) =>
        Assert.Equal(isOpenMetrics, AcceptedFormat.Of(accept) is OpenMetricsText);

    [Fact]
    public async Task The_endpoint_says_what_it_chose_and_that_it_chose()
    {
        await using var shop = await MetricsApplication.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(shop.Metrics, "/metrics"));
        request.Headers.TryAddWithoutValidation("Accept", Prometheus242);

        using var answer = await shop.Client.SendAsync(request);

        Assert.Equal("application/openmetrics-text; version=1.0.0; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(["Accept"], answer.Headers.Vary);
        Assert.EndsWith("\n# EOF\n", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
