using Shop.Api.Auth;
using Shop.Api.Http;

namespace Shop.Api.Telemetry;

/// <summary>
/// One line for each request, when it is over: the route and never the path, the principal's hash and never its name, no query, no header, no body.
/// Probes are logged at Debug.
/// </summary>
internal sealed partial class RequestLog(
    RequestDelegate next, PrincipalHash principals, TimeProvider time, ILogger<RequestLog> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var start = time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var level = context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal) ? LogLevel.Debug : LogLevel.Information;
            if (logger.IsEnabled(level))
            {
                Write(context, level, time.GetElapsedTime(start));
            }
        }
    }

    private void Write(HttpContext context, LogLevel level, TimeSpan took) => Log.Answered(
        logger,
        level,
        context.Request.Method,
        Routes.PatternOf(context),
        context.Response.StatusCode,
        Math.Round(took.TotalMilliseconds, 3),
        context.TraceIdentifier,
        context.Features.Get<Call>()?.Caller is { IsAnonymous: false } caller ? principals.Of(caller.Id) : null);

    private static partial class Log
    {
#pragma warning disable SYSLIB1015 // the id and the principal are fields of the line, not words of its sentence
        [LoggerMessage(EventId = 1, EventName = "RequestAnswered", Message = "Answered {Method} {Route} with {Status} in {DurationMs} ms")]
        public static partial void Answered(
            ILogger logger, LogLevel level, string method, string? route, int status, double durationMs, string requestId, string? principal);
#pragma warning restore SYSLIB1015
    }
}
