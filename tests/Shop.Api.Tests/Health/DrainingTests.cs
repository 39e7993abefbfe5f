using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Shop.Api.Health;
using Shop.Api.Tests.Telemetry;

namespace Shop.Api.Tests.Health;

public sealed class DrainingTests
{
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(5);

    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_stopping_replica_is_not_ready_at_once_and_serves_until_the_drain_is_over()
    {
        await using var shop = await StartAsync();

        var stopped = StopAsBySignal(shop);
        await _time.SomebodyWaitsFor(Drain);
        using var ready = await shop.Client.GetAsync(new Uri(shop.Api, "/health/ready"));
        using var live = await shop.Client.GetAsync(new Uri(shop.Api, "/health/live"));
        var served = await shop.GetTextAsync(new Uri(shop.Api, "/hello/you"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("""{"status":"draining"}""", await ready.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal("you", served);
        Assert.False(stopped.IsCompleted);

        _time.Advance(Drain);
        await stopped;

        await Assert.ThrowsAsync<HttpRequestException>(() => shop.GetTextAsync(new Uri(shop.Api, "/hello/you")));
    }

    [Fact]
    public async Task A_request_in_flight_finishes_after_the_drain()
    {
        var arrived = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        await using var shop = await StartAsync(app => app.MapGet("/slow", async () =>
        {
            arrived.SetResult();
            await release.Task;
            return "done";
        }));
        var inFlight = shop.GetTextAsync(new Uri(shop.Api, "/slow"));
        await arrived.Task;

        var stopped = StopAsBySignal(shop);
        await _time.SomebodyWaitsFor(Drain);
        _time.Advance(Drain);
        release.SetResult();

        Assert.Equal("done", await inFlight);
        await stopped;
    }

    [Fact]
    public async Task The_host_waits_thirty_seconds_more_than_the_drain()
    {
        await using var shop = await StartAsync();

        Assert.Equal(TimeSpan.FromSeconds(35), shop.App.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout);
    }

    [Fact]
    public async Task A_host_out_of_patience_ends_the_drain_without_an_error()
    {
        await using var shop = await StartAsync();
        using var impatient = new CancellationTokenSource();

        var draining = shop.App.Services.GetRequiredService<Draining>().StoppingAsync(impatient.Token);
        await _time.SomebodyWaitsFor(Drain);
        await impatient.CancelAsync();

        await draining;
    }

    /// <summary>What SIGTERM does: the lifetime is told, and whoever waits for it stops the host.</summary>
    private static Task StopAsBySignal(MetricsApplication shop)
    {
        var stopped = shop.App.WaitForShutdownAsync();
        shop.App.Lifetime.StopApplication();
        return stopped;
    }

    private Task<MetricsApplication> StartAsync(Action<WebApplication>? map = null) => MetricsApplication.StartAsync(
        builder =>
        {
            builder.Configuration[DrainPeriod.Key] = "5";
            builder.Services.AddSingleton<TimeProvider>(_time);
        },
        map);
}
