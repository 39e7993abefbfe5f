using Shop.Data.Redis;

namespace Shop.Api.Http;

/// <summary>A success without a body (204), and the way to make one with a body.</summary>
internal sealed record Answer : IResult, IStatusCodeHttpResult
{
    private Answer()
    {
    }

    int? IStatusCodeHttpResult.StatusCode => StatusCodes.Status204NoContent;

    private Written? Written { get; init; }

    public static Answer NoContent() => new();

    public static Answer<T> Ok<T>(T body) => new(StatusCodes.Status200OK, body);

    /// <param name="location">The absolute path of what was made.</param>
    public static Answer<T> Created<T>(string location, T body) => new(StatusCodes.Status201Created, body) { Location = location };

    /// <summary>201 for something that has no address of its own.</summary>
    public static Answer<T> Created<T>(T body) => new(StatusCodes.Status201Created, body);

    /// <inheritdoc cref="Answer{T}.After"/>
    public Answer After(Written written) => this with { Written = written };

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status204NoContent;
        StoreHeaders.Apply(httpContext, Written);
        return Task.CompletedTask;
    }
}

/// <summary>A success with a JSON body.</summary>
internal sealed record Answer<T>(int Status, T Body) : IResult, IStatusCodeHttpResult, IValueHttpResult<T>
{
    public string? Location { get; init; }

    int? IStatusCodeHttpResult.StatusCode => Status;

    T? IValueHttpResult<T>.Value => Body;

    private string? Tag { get; init; }

    private Written? Written { get; init; }

    private bool IsCacheable { get; init; }

    private object? Source { get; init; }

    /// <param name="tag">The opaque value, without quotes: <c>3</c> or <c>3.17</c>.</param>
    public Answer<T> WithETag(string tag) => this with { Tag = tag };

    /// <inheritdoc cref="WithETag(string)"/>
    public Answer<T> WithETag(long version) => WithETag(version.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Says how durable the change is, and that it is a replay where it is one.</summary>
    public Answer<T> After(Written written) => this with { Written = written };

    /// <summary>Caches may keep it and must ask before they use it; what was answered to credentials stays private.</summary>
    public Answer<T> Cacheable() => this with { IsCacheable = true };

    /// <summary>The body is rendered once for the object that it was made of, and is the same for everyone who is shown it.</summary>
    public Answer<T> RenderedOnceFor(object source) => this with { Source = source };

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        StoreHeaders.Apply(httpContext, Written);
        SetHeaders(httpContext);
        if (Tag is not null && Status == StatusCodes.Status200OK && ETags.IsKnownToClient(httpContext.Request, Tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        var json = Source is null
            ? RenderedBodies.Render(Body, httpContext)
            : RenderedBodies.Of(Source, () => RenderedBodies.Render(Body, httpContext));
        response.StatusCode = Status;
        response.ContentType = "application/json";
        response.ContentLength = json.Length;
        return response.Body.WriteAsync(json, httpContext.RequestAborted).AsTask();
    }

    private void SetHeaders(HttpContext context)
    {
        var headers = context.Response.Headers;
        if (Location is not null)
        {
            headers.Location = Location;
        }

        if (Tag is not null)
        {
            headers.ETag = $"\"{Tag}\"";
        }

        if (IsCacheable)
        {
            headers.CacheControl = Auth.SignIn.IsAttempted(context.Request) ? "private, no-cache" : "no-cache";
        }
    }
}
