namespace Shop.Api.Http;

/// <summary>Gives each request its id and each answer the headers that all of them have.</summary>
internal sealed class Stamp(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        using var trace = RequestTrace.BeginWhereNone(context);
        context.TraceIdentifier = Names.Read(context, "X-Request-Id");
        Apply(context);
        await next(context);
    }

    public static void Apply(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers["X-Request-Id"] = context.TraceIdentifier;
        headers[RequestTrace.ResponseHeader] = RequestTrace.Response;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
    }
}
