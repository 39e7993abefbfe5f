using System.Globalization;

namespace Shop.Api.Http;

/// <summary>
/// What a call is about, as far as its <c>If-Match</c> goes: the object's version and the other tags that name its present state.
/// It is the result of an endpoint's <see cref="RouteSettings.About"/>.
/// </summary>
internal sealed class Subject : IResult
{
    private readonly IReadOnlyList<string> _tags;

    private Subject(long version, IReadOnlyList<string> tags) => (Version, _tags) = (version, tags);

    /// <summary>There is no such object, or the caller may not know of it.</summary>
    public static Subject Missing { get; } = new(0, []);

    public long Version { get; }

    public bool Exists => _tags.Count > 0;

    /// <param name="version">The object's version: a tag of its own, and the problem's <c>currentVersion</c>.</param>
    /// <param name="otherTags">Further opaque tags that <c>If-Match</c> may name, such as a product's <c>3.17</c>.</param>
    public static Subject At(long version, params string[] otherTags) =>
        new(version, [version.ToString(CultureInfo.InvariantCulture), .. otherTags]);

    /// <param name="ifMatch">As in <see cref="Change.IfMatch"/>.</param>
    public bool Matches(string ifMatch) =>
        ifMatch is "" or "*" || ifMatch.Split(' ').Any(tag => _tags.Contains(tag, StringComparer.Ordinal));

    /// <summary>
    /// The <c>If-Match</c> of a change that is worked out from this very state: of the tags that the client named those that hold, else the
    /// version. A value that never matches when none holds.
    /// </summary>
    public string Narrow(string ifMatch) => ifMatch is "" or "*"
        ? _tags[0]
        : string.Join(' ', ifMatch.Split(' ').Intersect(_tags, StringComparer.Ordinal)) is { Length: > 0 } held ? held : ETags.NoMatch;

    /// <summary>Leaves itself where <see cref="SubjectFinder"/> looks: nothing is written.</summary>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Features.Set(this);
        return Task.CompletedTask;
    }
}

/// <summary>Runs a route's <see cref="RouteSettings.About"/> with the framework's own binding of handler parameters.</summary>
internal sealed class SubjectFinder(RequestDelegate find)
{
    public static SubjectFinder Of(Delegate subject, IServiceProvider services) =>
        new(RequestDelegateFactory.Create(subject, new RequestDelegateFactoryOptions { ServiceProvider = services }).RequestDelegate);

    public async Task<Subject> FindAsync(HttpContext context)
    {
        await find(context);
        return context.Features.Get<Subject>() ?? throw new InvalidOperationException("About must return a Subject.");
    }
}
