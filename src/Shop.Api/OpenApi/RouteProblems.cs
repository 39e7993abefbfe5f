using Shop.Api.Http;

namespace Shop.Api.OpenApi;

/// <summary>
/// The problems that a route can answer with: what the gate and the store answer for it follows from its facts, the rest it declares with
/// <see cref="RouteDocs.Fails"/>. What any address can answer (405, 414, 431, 500 and nginx's own) is in the document once, as the default.
/// </summary>
internal static class RouteProblems
{
    public static IReadOnlyList<(int Status, IReadOnlyList<string> Codes)> Of(RouteFacts route) =>
    [
        .. (route.Contract is null ? [] : Derived(route))
            .Concat(route.Declared.SelectMany(declared => declared.Codes.Select(code => (declared.Status, Code: code))))
            .Distinct()
            .GroupBy(problem => problem.Status)
            .OrderBy(group => group.Key)
            .Select(group => (group.Key, (IReadOnlyList<string>)[.. group.Select(problem => problem.Code)])),
    ];

    /// <summary>What comes by itself: never declared in a route table.</summary>
    public static IEnumerable<(int Status, string Code)> Derived(RouteFacts route) =>
        [.. OfEveryRoute(route), .. OfPath(route), .. OfBody(route), .. OfChange(route)];

    private static IEnumerable<(int Status, string Code)> OfEveryRoute(RouteFacts route)
    {
        yield return (400, "invalid-parameter");
        yield return (400, "invalid-header");
        if (route.Contract!.HasPage)
        {
            yield return (400, "invalid-cursor");
        }

        // Credentials are checked also where none are needed.
        if (route.ReadsCredentials)
        {
            yield return (401, "unauthenticated");
            yield return (401, "token-expired");
        }

        // An API key may lack the scope, wherever keys are looked at.
        if (route.ReadsCredentials)
        {
            yield return (403, "forbidden");
        }

        if (route.IsLimited)
        {
            yield return (429, "rate-limited");
        }

        yield return (503, "storage-unavailable");
        yield return (503, "overloaded");
    }

    private static IEnumerable<(int Status, string Code)> OfPath(RouteFacts route)
    {
        if (route.PathParameters.Count > 0)
        {
            yield return (404, "not-found");
        }

        if (route.TakesIfMatch)
        {
            yield return (412, "precondition-failed");
        }
    }

    private static IEnumerable<(int Status, string Code)> OfBody(RouteFacts route)
    {
        if (route.Contract!.Body is not null)
        {
            yield return (400, "malformed-request");
            yield return (413, "payload-too-large");
            yield return (415, "unsupported-media-type");
            yield return (422, "validation-failed");
        }
    }

    private static IEnumerable<(int Status, string Code)> OfChange(RouteFacts route)
    {
        if (route.IsChange)
        {
            yield return (413, "payload-too-large");
            yield return (503, "replication-timeout");
        }

        if (route.TakesKey)
        {
            yield return (422, "idempotency-key-reused");
        }
    }
}
