using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Shop.Api.Telemetry;
using Shop.Data;

namespace Shop.Api.Tests.Telemetry;

public sealed class MetricsPortTests
{
    [Theory]
    [InlineData("http://127.0.0.1:9464", 9464)]
    [InlineData("http://*:9465", 9465)]
    [InlineData("http://+:9466/", 9466)]
    [InlineData("http://[::]:9467", 9467)]
    public void It_is_the_port_of_the_configured_address(string url, int port)
    {
        var metrics = new MetricsPort(Configured(url));

        Assert.True(metrics.Received(RequestOn(port)));
        Assert.False(metrics.Received(RequestOn(port - 1)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_an_address_no_port_is_the_metrics_port(string? url)
    {
        var metrics = new MetricsPort(Configured(url));

        Assert.False(metrics.Received(RequestOn(0)));
        Assert.False(metrics.Received(RequestOn(80)));
    }

    [Fact]
    public void An_address_that_is_none_is_refused_with_its_key()
    {
        var refused = Assert.Throws<SettingException>(() => new MetricsPort(Configured("9464")));

        Assert.Equal("Kestrel:Endpoints:Metrics:Url must be an address such as http://127.0.0.1:9464, not '9464'.", refused.Message);
    }

    private static IConfiguration Configured(string? url) =>
        new ConfigurationBuilder().AddInMemoryCollection([new(MetricsPort.UrlKey, url)]).Build();

    private static DefaultHttpContext RequestOn(int port)
    {
        var context = new DefaultHttpContext();
        context.Connection.LocalPort = port;
        return context;
    }
}
