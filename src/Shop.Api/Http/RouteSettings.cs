namespace Shop.Api.Http;

/// <summary>
/// What a route says about itself beyond its handler's parameters. On a group it holds for all its routes that say nothing else.
/// </summary>
internal static class RouteSettings
{
    public static TBuilder For<TBuilder>(this TBuilder route, Audience audience) where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new Access(audience));

    /// <summary>API keys with this scope may call, too. A route that says nothing is closed to all keys.</summary>
    /// <param name="scope">One of <see cref="Shop.Data.ApiKeys.ApiKeyScope"/>.</param>
    public static RouteHandlerBuilder ForKeys(this RouteHandlerBuilder route, string scope) => route.WithMetadata(new KeyScope(scope));

    /// <summary>One address may call only so often.</summary>
    public static RouteHandlerBuilder LimitedBy(this RouteHandlerBuilder route, AddressLimit limit) =>
        route.WithMetadata(new AddressLimited(limit));

    /// <summary>The values of <c>sort</c> that a list takes, its default first. A list that says nothing takes <c>-createdAt</c>.</summary>
    public static TBuilder SortedBy<TBuilder>(this TBuilder route, params string[] sorts) where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new Sorts(sorts));

    /// <summary>The route takes the operation id alone: the client's <c>Idempotency-Key</c> is not even looked at.</summary>
    public static TBuilder IgnoresIdempotencyKey<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(IdempotencyKeyIgnored.Instance);

    /// <summary>
    /// An Authorization header is not even looked at: a client that sends its ended access token with everything can still get a new one.
    /// </summary>
    public static TBuilder IgnoresCredentials<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder =>
        route.For(Audience.Everyone).WithMetadata(CredentialsIgnored.Instance);

    /// <summary><c>me</c> in the place of an id is the caller's own.</summary>
    public static TBuilder MeIsCaller<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(MeAllowed.Instance);

    /// <summary>
    /// How the gate finds out that a body which breaks a rule is aimed at nothing (404) or at an older version (412) before it answers 422.
    /// It runs only then: a body that is in order is judged by the store, atomically.
    /// </summary>
    /// <param name="subject">A handler like any other, with the route's values, <see cref="Auth.Caller"/> and services as parameters,
    /// that returns a <see cref="Subject"/> or a task of one.</param>
    public static RouteHandlerBuilder About(this RouteHandlerBuilder route, Delegate subject)
    {
        route.Add(endpoint => endpoint.Metadata.Add(SubjectFinder.Of(subject, endpoint.ApplicationServices)));
        return route;
    }
}

internal sealed record Access(Audience Audience);

internal sealed record KeyScope(string Scope);

/// <summary>What is limited for each address; the numbers are those of <see cref="Limits.RateLimits"/>.</summary>
internal enum AddressLimit
{
    LogIn,
    Registration,
}

internal sealed record AddressLimited(AddressLimit By);

internal sealed record Sorts(IReadOnlyList<string> Values)
{
    public static Sorts Default { get; } = new(["-createdAt"]);
}

internal sealed class IdempotencyKeyIgnored
{
    public static IdempotencyKeyIgnored Instance { get; } = new();
}

internal sealed class CredentialsIgnored
{
    public static CredentialsIgnored Instance { get; } = new();
}

internal sealed class MeAllowed
{
    public static MeAllowed Instance { get; } = new();
}
