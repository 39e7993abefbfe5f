using FluentValidation;

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

    /// <summary>Problems that the handler alone knows of; what the gate answers by itself is documented by itself.</summary>
    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder route, int status, params string[] codes) =>
        route.WithMetadata(new DeclaredProblems(status, codes));

    /// <summary>A success to show: it is tried against the running shop by the tests.</summary>
    public static RouteHandlerBuilder Example<TResponse>(this RouteHandlerBuilder route, TResponse response) where TResponse : class =>
        route.WithMetadata(new RouteExample(Request: null, response));

    /// <inheritdoc cref="Example{TResponse}(RouteHandlerBuilder, TResponse)"/>
    public static RouteHandlerBuilder Sends<TRequest>(this RouteHandlerBuilder route, TRequest request) where TRequest : class =>
        route.WithMetadata(new RouteExample(request, Response: null));

    /// <inheritdoc cref="Example{TResponse}(RouteHandlerBuilder, TResponse)"/>
    /// <param name="response">Null where a success has no body.</param>
    public static RouteHandlerBuilder Example<TRequest, TResponse>(
        this RouteHandlerBuilder route, TRequest request, TResponse? response)
        where TRequest : class where TResponse : class => route.WithMetadata(new RouteExample(request, response));

    /// <summary>An example for a value of the path. On a group it holds for all its routes.</summary>
    public static TBuilder ExampleOf<TBuilder>(this TBuilder route, string parameter, object value)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new PathExample(parameter, value.ToString()!));
}

internal sealed class Creation
{
    public static Creation Instance { get; } = new();
}

internal sealed record DeclaredProblems(int Status, IReadOnlyList<string> Codes);

internal sealed record RouteExample(object? Request, object? Response);

internal sealed record PathExample(string Parameter, string Value);

/// <summary>
/// Metadata of a route with query parameters besides those of <see cref="Page"/>: a record with a property for each, and its rules.
/// A property says what it is for with <see cref="System.ComponentModel.DescriptionAttribute"/>.
/// </summary>
internal interface IQueryParameters
{
    Type Type { get; }

    IValidator Rules { get; }
}

/// <summary>A result that writes a <typeparamref name="T"/> in a way of its own.</summary>
internal interface IWrites<T>;
