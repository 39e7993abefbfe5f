using System.Diagnostics;
using Shop.Api.Http;

namespace Shop.Api.Telemetry;

/// <summary>What ASP.NET Core 10 leaves out of a request's span: its route, its status, its failure and a name. Only there while traces are exported.</summary>
internal sealed class RequestSpan(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var span = Activity.Current;
        await next(context);
        if (span is not { IsAllDataRequested: true })
        {
            return;
        }

        var status = context.Response.StatusCode;
        var method = context.Request.Method;
        if (Routes.PatternOf(context) is { } route)
        {
            span.SetTag("http.route", route).DisplayName = $"{method} {route}";
        }
        else
        {
            span.DisplayName = method;
        }

        span.SetTag("http.response.status_code", status);
        if (status >= StatusCodes.Status500InternalServerError)
        {
            span.SetStatus(ActivityStatusCode.Error);
            _ = span.GetTagItem("error.type") ?? span.SetTag("error.type", status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
