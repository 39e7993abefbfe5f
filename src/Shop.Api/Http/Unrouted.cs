namespace Shop.Api.Http;

/// <summary>
/// Answers what no route takes: 404, 405 with <c>Allow</c>, and OPTIONS. Also gives a body to a bare error status of a route that is
/// not the shop's own, such as metrics asked for on the wrong port.
/// </summary>
internal sealed class Unrouted(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);

        // Routing's own endpoint for "the path, but not the method" sets the status and Allow; so does nobody at all for 404.
        var response = context.Response;
        if (response.HasStarted || response.ContentLength is not null || response.ContentType is not null)
        {
            return;
        }

        if (response.StatusCode == StatusCodes.Status405MethodNotAllowed)
        {
            await AnswerMethodAsync(context, AllowOf(response));
        }
        else if (response.StatusCode == StatusCodes.Status404NotFound)
        {
            await Problems.NotFound().ExecuteAsync(context);
        }
    }

    private static string AllowOf(HttpResponse response) => string.Join(", ", response.Headers.Allow
        .SelectMany(line => line!.Split(',', StringSplitOptions.TrimEntries))
        .Append(HttpMethods.Options).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static Task AnswerMethodAsync(HttpContext context, string allow)
    {
        if (allow.Contains(HttpMethods.Patch, StringComparison.Ordinal))
        {
            context.Response.Headers[MergePatch.AcceptHeader] = MergePatch.Accepted;
        }

        if (!HttpMethods.IsOptions(context.Request.Method))
        {
            return Problems.MethodNotAllowed(allow).ExecuteAsync(context);
        }

        context.Response.Headers.Allow = allow;
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
