using Shop.Api.Auth;

namespace Shop.Api.Http;

/// <summary>What the gate has found out about one request, check after check. The handler's parameters are taken from here.</summary>
internal sealed class Call(HttpContext context, Endpoint endpoint, RouteContract contract)
{
    public HttpContext Context { get; } = context;

    public Endpoint Endpoint { get; } = endpoint;

    public RouteContract Contract { get; } = contract;

    public Audience Audience { get; } = endpoint.Metadata.GetMetadata<Access>()?.Audience ?? Audience.User;

    public Caller Caller { get; set; } = Caller.Anonymous;

    public ReadOnlyMemory<byte> BodyBytes { get; set; }

    public object? Body { get; set; }

    public Page? Page { get; set; }

    public object? Query { get; set; }

    public string IfMatch { get; set; } = "";

    public Change? Change { get; set; }

    public static Call Of(HttpContext context) => context.Features.Get<Call>()
        ?? throw new InvalidOperationException(
            "Only routes mapped by Get, Post, Put, Patch and Delete of Shop.Api.Http.Routes bind these parameters.");
}
