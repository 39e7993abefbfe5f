using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Shop.Api.Health;
using Shop.Api.Tests.Telemetry;

namespace Shop.Api.Tests.Health;

public sealed class HealthEndpointsTests
{
    [Fact]
    public async Task A_replica_lives_whatever_its_store_does()
    {
        await using var shop = await StartAsync(() => false);

        using var answer = await shop.Client.GetAsync(new Uri(shop.Api, "/health/live"));

        await AssertAnswerAsync(answer, HttpStatusCode.OK, "live");
        Assert.Null(answer.Headers.RetryAfter);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task A_probe_may_ask_without_wanting_the_body(string path)
    {
        await using var shop = await StartAsync(() => true);
        using var head = new HttpRequestMessage(HttpMethod.Head, new Uri(shop.Api, path));

        using var answer = await shop.Client.SendAsync(head);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Readiness_follows_the_store()
    {
        var storage = false;
        await using var shop = await StartAsync(() => storage);

        using var before = await shop.Client.GetAsync(new Uri(shop.Api, "/health/ready"));
        storage = true;
        using var connected = await shop.Client.GetAsync(new Uri(shop.Api, "/health/ready"));
        storage = false;
        using var lost = await shop.Client.GetAsync(new Uri(shop.Api, "/health/ready"));
        storage = true;
        using var back = await shop.Client.GetAsync(new Uri(shop.Api, "/health/ready"));

        await AssertAnswerAsync(before, HttpStatusCode.ServiceUnavailable, "starting");
        await AssertAnswerAsync(connected, HttpStatusCode.OK, "ready");
        await AssertAnswerAsync(lost, HttpStatusCode.ServiceUnavailable, "storage_unavailable");
        await AssertAnswerAsync(back, HttpStatusCode.OK, "ready");
        Assert.Equal(TimeSpan.FromSeconds(1), lost.Headers.RetryAfter?.Delta);
        Assert.Null(back.Headers.RetryAfter);
    }

    private static Task<MetricsApplication> StartAsync(StorageReadiness storage) =>
        MetricsApplication.StartAsync(builder => builder.Services.AddSingleton(storage));

    private static async Task AssertAnswerAsync(HttpResponseMessage answer, HttpStatusCode code, string status)
    {
        Assert.Equal(code, answer.StatusCode);
        Assert.Equal($$"""{"status":"{{status}}"}""", await answer.Content.ReadAsStringAsync());
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }
}
