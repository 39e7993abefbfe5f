using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Shop.Api.Http;

namespace Shop.Api.OpenApi;

/// <summary>What a route answers when all went well, read off its handler's return type.</summary>
/// <param name="Body">The record that is written; null where there is none.</param>
/// <param name="IsPage">Whether it is one page of a list.</param>
internal sealed record Success(int Status, Type? Body, bool IsPage)
{
    /// <summary>Whether it shows one thing that has versions: then it has an ETag.</summary>
    public bool HasVersion => (Body?.GetProperty("Version") ?? Body?.GetProperty("StockVersion")) is not null;

    /// <summary>What was made has an address of its own.</summary>
    public bool HasLocation => Status == StatusCodes.Status201Created && HasVersion;

    public static Success Of(Endpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<RouteContract>() is null)
        {
            var produced = endpoint.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>()
                .FirstOrDefault(each => each.StatusCode == StatusCodes.Status200OK);
            return new Success(StatusCodes.Status200OK, produced?.Type, IsPage: false);
        }

        var parts = Results(endpoint.Metadata.GetRequiredMetadata<MethodInfo>().ReturnType).ToList();
        if (parts.Find(part => Is(part, typeof(PageAnswer<>))) is { } page)
        {
            return new Success(StatusCodes.Status200OK, typeof(PageResponse<>).MakeGenericType(page.GetGenericArguments()), IsPage: true);
        }

        var body = parts.Select(BodyOf).FirstOrDefault(written => written is not null);
        var made = endpoint.Metadata.GetMetadata<Creation>() is not null;
        return new Success(body is null ? StatusCodes.Status204NoContent : made ? StatusCodes.Status201Created : StatusCodes.Status200OK,
            body, IsPage: false);
    }

    private static Type? BodyOf(Type result) => Is(result, typeof(Answer<>))
        ? result.GetGenericArguments()[0]
        : Array.Find(result.GetInterfaces(), each => Is(each, typeof(IWrites<>)))?.GetGenericArguments()[0];

    /// <summary><c>Task&lt;Results&lt;A, B&gt;&gt;</c> is A and B.</summary>
    private static IEnumerable<Type> Results(Type type)
    {
        if (Is(type, typeof(Task<>)) || Is(type, typeof(ValueTask<>)))
        {
            return Results(type.GetGenericArguments()[0]);
        }

        return type.IsAssignableTo(typeof(INestedHttpResult)) ? type.GetGenericArguments() : [type];
    }

    private static bool Is(Type type, Type generic) => type.IsGenericType && type.GetGenericTypeDefinition() == generic;
}
