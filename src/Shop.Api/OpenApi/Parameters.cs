using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Shop.Api.Http;

namespace Shop.Api.OpenApi;

/// <summary>What a call takes besides its body: values of the path, of the query, and headers.</summary>
internal static class Parameters
{
    private const string Tags = """Entity tags in quotes, as ETag has them: "3". Or *.""";

    public static IList<IOpenApiParameter> Of(RouteFacts route) =>
    [
        .. route.PathParameters.Select(name => InPath(route, name)),
        .. route.Contract?.HasPage is true ? OfPage(route) : [],
        .. route.Query.Select(InQuery),
        .. Headers(route),
    ];

    private static OpenApiParameter InPath(RouteFacts route, string name)
    {
        var isId = route.Contract?.Ids.Contains(name, StringComparer.Ordinal) is true;
        IOpenApiSchema schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = isId ? "uuid" : null };
        if (isId && route.MeIsCaller)
        {
            schema = new OpenApiSchema { AnyOf = [schema, new OpenApiSchema { Type = JsonSchemaType.String, Const = "me" }] };
        }

        return new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Path,
            Required = true,
            Schema = schema,
            Description = isId && route.MeIsCaller ? "An id; me stands for the caller's own." : null,
            Example = route.ExampleOf(name),
        };
    }

    private static IEnumerable<IOpenApiParameter> OfPage(RouteFacts route) => new[]
    {
        new QueryParameter("limit", "How many items a page has at most.", "integer")
        {
            Limits = [new Limit { Min = 1, Max = Page.MaxLimit }],
            Default = Page.DefaultLimit,
        },
        new QueryParameter("cursor", "The nextCursor of the page before, with the same sort and filters."),
        new QueryParameter("sort", "The order; - is descending.")
        {
            Limits = [new Limit { Values = route.Sorts }],
            Default = route.Sorts[0],
        },
        new QueryParameter("includeTotal", "Whether totalCount is wanted.", "boolean") { Default = false },
    }.Select(InQuery);

    private static OpenApiParameter InQuery(QueryParameter parameter)
    {
        var schema = new OpenApiSchema
        {
            Type = Enum.Parse<JsonSchemaType>(parameter.Type, ignoreCase: true),
            Default = parameter.Default is { } value ? JsonValue.Create(value) : null,
        };
        Limits.Apply(schema, parameter.Limits);
        return new OpenApiParameter
        {
            Name = parameter.Name,
            In = ParameterLocation.Query,
            Required = parameter.Limits.Any(limit => limit.IsRequired),
            Description = parameter.Description,
            Schema = schema,
        };
    }

    private static IEnumerable<IOpenApiParameter> Headers(RouteFacts route)
    {
        if (route.TakesKey)
        {
            yield return Header(IdempotencyKey.Header, "The client's name for this change: sent again with it, it takes effect once.",
                IdempotencyKey.Limit);
        }

        if (route.TakesIfMatch)
        {
            yield return Header("If-Match", "Only if it is still this version. " + Tags, new Limit());
        }

        if (route.Method == HttpMethods.Get && route.Success.HasVersion)
        {
            yield return Header("If-None-Match", "304 if it is still this version. " + Tags, new Limit());
        }

        if (route.ReadsStore)
        {
            yield return Header(ConsistencyToken.Header, "That of an earlier answer: this one will not be older. 503 when no node can give it.",
                new Limit());
            yield return Header(ReadConsistencyHeader.Name, "strong: from the master alone. eventual: from any node, also one that lags.",
                new Limit { Values = ReadConsistencyHeader.Values });
        }

        yield return Header("X-Request-Id", "The client's name for this call, in answers and logs. Replaced where it does not fit.",
            new Limit { Pattern = Names.Pattern });
    }

    private static OpenApiParameter Header(string name, string description, Limit limit)
    {
        var schema = new OpenApiSchema { Type = JsonSchemaType.String };
        Limits.Apply(schema, [limit]);
        return new OpenApiParameter { Name = name, In = ParameterLocation.Header, Description = description, Schema = schema };
    }
}
