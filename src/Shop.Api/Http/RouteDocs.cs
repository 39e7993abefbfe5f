namespace Shop.Api.Http;

/// <summary>What a route says about itself for those who read the API's document: only what can't be read off its handler.</summary>
internal static class RouteDocs
{
    /// <param name="operationId">What generated clients call it: <c>registerUser</c>.</param>
    /// <param name="summary">What it does, without a full stop: <c>Register a user</c>.</param>
    public static RouteHandlerBuilder As(this RouteHandlerBuilder route, string operationId, string summary) =>
        route.WithName(operationId).WithSummary(summary);

    /// <summary>A success is 201.</summary>
    public static RouteHandlerBuilder Creates(this RouteHandlerBuilder route) => route.WithMetadata(Creation.Instance);

    /// <summary>Problems that the handler alone knows of; what the gate and the store answer by themselves is documented by itself.</summary>
    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder route, int status, params string[] codes) =>
        route.WithMetadata(new DeclaredProblems(status, codes));

    /// <summary>A success to show: it is tried against the running shop by the tests.</summary>
    public static RouteHandlerBuilder Example<TResponse>(this RouteHandlerBuilder route, TResponse response) where TResponse : class =>
        route.WithMetadata(new RouteExample(Request: null, response));

    /// <inheritdoc cref="Example{TResponse}(RouteHandlerBuilder, TResponse)"/>
    /// <param name="response">Null where a success has no body.</param>
    public static RouteHandlerBuilder Example<TRequest, TResponse>(this RouteHandlerBuilder route, TRequest request, TResponse? response)
        where TRequest : class where TResponse : class => route.WithMetadata(new RouteExample(request, response));

    /// <summary>An example for a value of the path. On a group it holds for all its routes.</summary>
    public static TBuilder ExampleOf<TBuilder>(this TBuilder route, string parameter, object value) where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new PathExample(parameter, value.ToString()!));
}

internal sealed class Creation
{
    public static Creation Instance { get; } = new();
}

internal sealed record DeclaredProblems(int Status, IReadOnlyList<string> Codes);

internal sealed record RouteExample(object? Request, object? Response);

internal sealed record PathExample(string Parameter, string Value);

/// <summary>A query parameter of a route. Metadata of a route that takes some implements <see cref="IQueryParameters"/>.</summary>
/// <param name="Type"><c>string</c>, <c>integer</c> or <c>boolean</c>.</param>
internal sealed record QueryParameter(string Name, string Description, string Type = "string")
{
    public Limit Limit { get; init; } = new();

    /// <summary>What holds when it is not given; null where that is nothing.</summary>
    public object? Default { get; init; }
}

internal interface IQueryParameters
{
    IEnumerable<QueryParameter> Parameters { get; }
}
