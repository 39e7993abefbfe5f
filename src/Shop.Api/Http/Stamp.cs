using System.Diagnostics;

namespace Shop.Api.Http;

/// <summary>Gives each request its id and each answer the headers that all of them have.</summary>
internal sealed class Stamp(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) => Activity.Current is null ? InTraceOfItsOwnAsync(context) : StampedAsync(context);

    public static void Apply(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers["X-Request-Id"] = context.TraceIdentifier;
        headers[RequestTrace.ResponseHeader] = RequestTrace.Response;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
    }

    private async Task InTraceOfItsOwnAsync(HttpContext context)
    {
        using var trace = RequestTrace.Begin(context);
        await StampedAsync(context);
    }

    private Task StampedAsync(HttpContext context)
    {
        context.TraceIdentifier = Names.Read(context, "X-Request-Id");
        Apply(context);
        return next(context);
    }
}
