using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Shop.Api.Http;
using Shop.Api.Http.Json;
using Shop.Data.Redis;

namespace Shop.Api.Health;

/// <summary>Two questions of whoever runs the process: restart it (live), send it requests (ready).</summary>
internal static class HealthEndpoints
{
    // Readiness changes within seconds, and another replica is there meanwhile.
    private const string RetryAfterSeconds = "1";

    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>What requests in flight may take once the draining is over; a held write takes 10 s at most.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    public static IEndpointRouteBuilder MapShopHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Health").AllowAnonymous().DisableHttpMetrics();
        health.MapMethods("/live", GetAndHead, Live).As("getLiveness", "Whether the process runs").Produces<HealthResponse>()
            .Example(new HealthResponse("live"));
        health.MapMethods("/ready", GetAndHead, Ready).As("getReadiness", "Whether the replica takes requests")
            .Produces<HealthResponse>().Produces<HealthResponse>(StatusCodes.Status503ServiceUnavailable)
            .Example(new HealthResponse("ready"));
        return routes;
    }

    public static WebApplicationBuilder AddShopHealth(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddJson(HealthJson.Default);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DrainPeriod>();
        services.AddSingleton<Draining>();
        services.AddHostedService(provider => provider.GetRequiredService<Draining>());
        services.TryAddSingleton<StorageReadiness>(provider => () => provider.GetRequiredService<StorageHealth>().IsReady);
        services.AddSingleton<Readiness>();

        // The host's limit counts from the signal, so the draining comes on top.
        services.AddOptions<HostOptions>().Configure<DrainPeriod>((host, drain) => host.ShutdownTimeout = drain.Length + StopLimit);
        return builder;
    }

    private static ContentHttpResult Live(HttpResponse response) => Answer(response, "live", StatusCodes.Status200OK);

    private static ContentHttpResult Ready(HttpResponse response, Readiness readiness)
    {
        var state = readiness.State;
        if (state == ReadinessState.Ready)
        {
            return Answer(response, "ready", StatusCodes.Status200OK);
        }

        response.Headers.RetryAfter = RetryAfterSeconds;
        return Answer(response, NameOf(state), StatusCodes.Status503ServiceUnavailable);
    }

    private static ContentHttpResult Answer(HttpResponse response, string status, int code)
    {
        response.Headers.CacheControl = "no-store";
        return TypedResults.Text($$"""{"status":"{{status}}"}""", "application/json", statusCode: code);
    }

    private static string NameOf(ReadinessState state) => state switch
    {
        ReadinessState.Starting => "starting",
        ReadinessState.Draining => "draining",
        ReadinessState.StorageUnavailable => "storage_unavailable",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "This state is not one of those that refuse."),
    };
}
