namespace Shop.Api.Http;

/// <summary>One page of a list, with the cursor and the link to the next one.</summary>
internal sealed record PageAnswer<T>(Page Page, IReadOnlyList<T> Items, string? Next, long? TotalCount) : IResult
{
    private bool IsCacheable { get; init; }

    private IReadOnlyList<object>? Sources { get; init; }

    /// <inheritdoc cref="Answer{T}.Cacheable"/>
    public PageAnswer<T> Cacheable() => this with { IsCacheable = true };

    /// <summary>Each item is rendered once for the object that it was made of, and is the same for everyone who is shown it.</summary>
    public PageAnswer<T> RenderedOnceFor(IReadOnlyList<object> sources) => this with { Sources = sources };

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var cursors = httpContext.RequestServices.GetRequiredService<Cursor>();
        var next = Next is { } position ? cursors.Sign(Page.Scope, position) : null;
        if (next is not null)
        {
            httpContext.Response.Headers.Link = $"<{NextAddress(httpContext.Request, next)}>; rel=\"next\"";
        }

        return Sources is null
            ? WriteAsync(Items, next, httpContext)
            : WriteAsync([.. Sources.Select((source, i) => RenderedOnce(source, i, httpContext))], next, httpContext);
    }

    private Task WriteAsync<TItem>(IReadOnlyList<TItem> items, string? next, HttpContext context)
    {
        var answer = Answer.Ok(new PageResponse<TItem>(items, new PageInfo(Page.Limit, next), TotalCount));
        return (IsCacheable ? answer.Cacheable() : answer).ExecuteAsync(context);
    }

    private Rendered RenderedOnce(object source, int item, HttpContext context) =>
        new(RenderedBodies.Of(source, () => RenderedBodies.Render(Items[item], context)));

    private static string NextAddress(HttpRequest request, string cursor)
    {
        var kept = request.QueryString.Value?.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(pair => !pair.StartsWith("cursor=", StringComparison.Ordinal)) ?? [];
        return $"{request.Path.ToUriComponent()}?{string.Join('&', [.. kept, $"cursor={cursor}"])}";
    }
}
