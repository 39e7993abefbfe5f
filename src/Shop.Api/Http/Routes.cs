using System.Diagnostics.CodeAnalysis;

namespace Shop.Api.Http;

/// <summary>
/// How a noun maps its calls. Each gets the gate, its contract read off the handler's parameters, and the one error writer.
/// </summary>
internal static class Routes
{
    /// <summary>Maps GET and HEAD: Kestrel drops the body of an answer to HEAD.</summary>
    public static RouteHandlerBuilder Get(this IEndpointRouteBuilder app, [StringSyntax("Route")] string pattern, Delegate handler) =>
        app.Map(pattern, handler, HttpMethods.Get, HttpMethods.Head);

    public static RouteHandlerBuilder Post(this IEndpointRouteBuilder app, [StringSyntax("Route")] string pattern, Delegate handler) =>
        app.Map(pattern, handler, HttpMethods.Post);

    public static RouteHandlerBuilder Put(this IEndpointRouteBuilder app, [StringSyntax("Route")] string pattern, Delegate handler) =>
        app.Map(pattern, handler, HttpMethods.Put);

    public static RouteHandlerBuilder Patch(this IEndpointRouteBuilder app, [StringSyntax("Route")] string pattern, Delegate handler) =>
        app.Map(pattern, handler, HttpMethods.Patch);

    public static RouteHandlerBuilder Delete(this IEndpointRouteBuilder app, [StringSyntax("Route")] string pattern, Delegate handler) =>
        app.Map(pattern, handler, HttpMethods.Delete);

    /// <summary>The pattern of the route that took the call, such as <c>/v1/products/{id}</c>; null when none did.</summary>
    public static string? PatternOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;

    private static RouteHandlerBuilder Map(this IEndpointRouteBuilder app, string pattern, Delegate handler, params string[] methods)
    {
        var contract = RouteContract.Of(handler.Method, app.ServiceProvider);
        var route = app.MapMethods(pattern, methods, handler).WithMetadata(contract);
        return contract.Query is { } query ? route.WithMetadata(query) : route;
    }
}
