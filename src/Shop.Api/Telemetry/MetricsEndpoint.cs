using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Shop.Api.Telemetry;

/// <summary>
/// GET /metrics on the metrics port. As a startup filter it stands before routing and before everything that the shop checks in a request:
/// a scrape is in no request metric, and on this port nothing of the shop answers but its health.
/// </summary>
internal sealed partial class MetricsEndpoint(MetricsPort port, MetricsScrape scrape, ILogger<MetricsEndpoint> log) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(AnswerAsync);
        next(app);
    };

    private Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        if (!port.Received(context))
        {
            return next(context);
        }

        // What .DisableHttpMetrics() does for an endpoint.
        context.Features.Get<IHttpMetricsTagsFeature>()?.MetricsDisabled = true;
        return context.Request.Path switch
        {
            { Value: "/metrics" } => AnswerMetricsAsync(context),
            var path when path.StartsWithSegments("/health", StringComparison.Ordinal) => next(context),
            _ => AnswerEmptyAsync(context, StatusCodes.Status404NotFound),
        };
    }

    private async Task AnswerMetricsAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.Headers.Allow = HttpMethods.Get;
            await AnswerEmptyAsync(context, StatusCodes.Status405MethodNotAllowed);
            return;
        }

        try
        {
            var format = AcceptedFormat.Of(context.Request.Headers.Accept);
            var body = await scrape.BodyAsync(format, LimitFor(context.Request), context.RequestAborted);
            context.Response.Headers.Vary = HeaderNames.Accept;
            context.Response.ContentType = format.ContentType;
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
        catch (Exception failure) when (!context.Response.HasStarted && failure is not OperationCanceledException)
        {
            // An empty 200 would look like a healthy target whose counters are gone.
            Log.ScrapeFailed(log, failure);
            context.Response.Clear();
            context.Response.Headers.CacheControl = "no-store";
            await AnswerEmptyAsync(context, StatusCodes.Status500InternalServerError);
        }
    }

    /// <summary>Prometheus says how long it waits: an answer after that is work for nobody.</summary>
    private static TimeSpan LimitFor(HttpRequest request) =>
        double.TryParse(
            request.Headers["X-Prometheus-Scrape-Timeout-Seconds"],
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var seconds)
        && seconds > 0 && seconds < MetricsScrape.Limit.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : MetricsScrape.Limit;

    private static Task AnswerEmptyAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentLength = 0;
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A scrape failed", EventName = "ScrapeFailed")]
        public static partial void ScrapeFailed(ILogger logger, Exception failure);
    }
}
