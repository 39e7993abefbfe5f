namespace Shop.Api.Http;

/// <summary>One page of a list, with the cursor and the link to the next one.</summary>
internal sealed record PageAnswer<T>(Page Page, IReadOnlyList<T> Items, string? Next, long? TotalCount) : IResult
{
    private bool IsCacheable { get; init; }

    /// <inheritdoc cref="Answer{T}.Cacheable"/>
    public PageAnswer<T> Cacheable() => this with { IsCacheable = true };

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var cursors = httpContext.RequestServices.GetRequiredService<Cursor>();
        var next = Next is { } position ? cursors.Sign(Page.Scope, position) : null;
        if (next is not null)
        {
            httpContext.Response.Headers.Link = $"<{NextAddress(httpContext.Request, next)}>; rel=\"next\"";
        }

        var answer = Answer.Ok(new PageResponse<T>(Items, new PageInfo(Page.Limit, next), TotalCount));
        return (IsCacheable ? answer.Cacheable() : answer).ExecuteAsync(httpContext);
    }

    private static string NextAddress(HttpRequest request, string cursor)
    {
        var kept = request.QueryString.Value?.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(pair => !pair.StartsWith("cursor=", StringComparison.Ordinal)) ?? [];
        return $"{request.Path.ToUriComponent()}?{string.Join('&', [.. kept, $"cursor={cursor}"])}";
    }
}
