using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Shop.Api.Http;

namespace Shop.Api.OpenApi;

/// <summary>All that one route declares, wherever it does: what its part of the document is written from.</summary>
internal sealed class RouteFacts(RouteEndpoint endpoint)
{
    /// <summary>Null for what is not behind the gate: health.</summary>
    public RouteContract? Contract { get; } = endpoint.Metadata.GetMetadata<RouteContract>();

    /// <summary>The first is the one that is documented: HEAD goes without saying.</summary>
    public string Method { get; } = endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods[0];

    public string Path { get; } = PathOf(endpoint.RoutePattern);

    public Audience Audience { get; } = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
        ? endpoint.Metadata.GetMetadata<Access>()?.Audience ?? Audience.User
        : Audience.Everyone;

    /// <summary>Whether credentials that are sent are looked at.</summary>
    public bool ReadsCredentials { get; } = endpoint.Metadata.GetMetadata<CredentialsIgnored>() is null;

    /// <summary>The scope that an API key needs; null where keys may not call.</summary>
    public string? Scope { get; } = endpoint.Metadata.GetMetadata<KeyScope>()?.Scope;

    /// <summary>Whether the call is counted: by who makes it, or by where it comes from.</summary>
    public bool IsLimited => ReadsCredentials || endpoint.Metadata.GetMetadata<AddressLimited>() is not null;

    public string? OperationId { get; } = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;

    public string? Summary { get; } = endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary;

    public string? Description { get; } = endpoint.Metadata.GetMetadata<IEndpointDescriptionMetadata>()?.Description;

    public IReadOnlyList<string> Tags { get; } = endpoint.Metadata.GetMetadata<ITagsMetadata>()?.Tags ?? [];

    public RouteExample? Example { get; } = endpoint.Metadata.GetMetadata<RouteExample>();

    public Success Success { get; } = Success.Of(endpoint);

    /// <summary>Of a route that is not behind the gate: its further answers, by their status.</summary>
    public IEnumerable<(int Status, Type Body)> Others { get; } = endpoint.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>()
        .Where(answer => answer is { Type: not null, StatusCode: not StatusCodes.Status200OK })
        .Select(answer => (answer.StatusCode, answer.Type!));

    public IReadOnlyList<DeclaredProblems> Declared { get; } = endpoint.Metadata.GetOrderedMetadata<DeclaredProblems>();

    public IReadOnlyList<string> PathParameters { get; } = [.. endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name)];

    public bool MeIsCaller { get; } = endpoint.Metadata.GetMetadata<MeAllowed>() is not null;

    public bool TakesKey => IsChange && endpoint.Metadata.GetMetadata<IdempotencyKeyIgnored>() is null;

    public bool IsChange => Contract?.IsChange is true;

    /// <summary>Whether the answer is made of what was read, so that the client may say how fresh that must be.</summary>
    public bool ReadsStore => Contract?.ReadsStore is true;

    /// <summary>A change of something that is there already can be aimed at a version of it.</summary>
    public bool TakesIfMatch => IsChange && PathParameters.Count > 0;

    /// <summary>Whether a field of the body or a parameter of the query is for administrators alone.</summary>
    public bool HasAdminFields => QueryTypes.Append(Contract?.Body?.Type).Any(type => type?.IsAssignableTo(typeof(IAdminFields)) is true);

    public IReadOnlyList<string> Sorts => (endpoint.Metadata.GetMetadata<Sorts>() ?? Http.Sorts.Default).Values;

    /// <summary>Those that not every list has.</summary>
    public IEnumerable<QueryParameter> Query => endpoint.Metadata.GetOrderedMetadata<IQueryParameters>().SelectMany(QueryParameter.Of);

    /// <summary>The handler; null where the framework does not tell.</summary>
    public MethodInfo? Handler => endpoint.Metadata.GetMetadata<MethodInfo>();

    public override string ToString() => $"{Method} {Path}";

    public static bool IsDocumented(Endpoint endpoint) =>
        endpoint is RouteEndpoint && endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null
        && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is { HttpMethods.Count: > 0 };

    private IEnumerable<Type?> QueryTypes => endpoint.Metadata.GetOrderedMetadata<IQueryParameters>().Select(parameters => parameters.Type);

    /// <summary>An example of a value in the path; null where nobody gave one.</summary>
    public string? ExampleOf(string parameter) => endpoint.Metadata.GetOrderedMetadata<PathExample>()
        .LastOrDefault(example => example.Parameter == parameter)?.Value;

    private static string PathOf(Microsoft.AspNetCore.Routing.Patterns.RoutePattern pattern) => "/" + string.Join('/', pattern.PathSegments
        .Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            _ => "",
        }))));
}
