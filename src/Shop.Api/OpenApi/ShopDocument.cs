using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Shop.Api.Auth;

namespace Shop.Api.OpenApi;

/// <summary>
/// The API's document, written from what the routes declare. Not by Microsoft.AspNetCore.OpenApi: it learns what a route takes and
/// answers from ApiExplorer, which sees neither our binders (Body, Page, Change) nor our results; transformers would have to write
/// all of it anyway.
/// </summary>
internal sealed class ShopDocument(EndpointDataSource endpoints, IOptions<JsonOptions> json)
{
    private const string Description = """
        Products, stock and purchases. Every call works as one plain curl line: nothing but Authorization and Content-Type is ever required.
        Input is strict: unknown fields and parameters are refused. Errors are problems (RFC 9457) with a code.
        An address that answers GET answers HEAD, and each answers OPTIONS.
        Money is in minor units; times are UTC; ids are UUIDs.
        """;

    public IReadOnlyList<RouteFacts> Routes =>
        [.. endpoints.Endpoints.Where(RouteFacts.IsDocumented).Select(endpoint => new RouteFacts((RouteEndpoint)endpoint))];

    public OpenApiDocument Write()
    {
        var document = new OpenApiDocument
        {
            Info = new OpenApiInfo
            {
                Title = "Shop",
                Version = "v1",
                Description = Description,
                Contact = new OpenApiContact { Name = "The shop's engineers" },
                License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
            },
            Servers = [new OpenApiServer { Url = "/" }],
            Paths = [],
        };
        document.AddComponent<IOpenApiSecurityScheme>(OperationWriter.Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "The accessToken of POST /v1/auth/token.",
        });
        document.AddComponent<IOpenApiSecurityScheme>(OperationWriter.ApiKey, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = ApiKeySecrets.Header,
            Description = "The key of POST /v1/api-keys, for machines. It may do what it has the scopes for; not beside a bearer token.",
        });
        WriteRoutes(document, json.Value.SerializerOptions);
        return document;
    }

    private void WriteRoutes(OpenApiDocument document, JsonSerializerOptions options)
    {
        var routes = Routes.OrderBy(route => route.Path, StringComparer.Ordinal).ThenBy(route => route.Method, StringComparer.Ordinal)
            .ToList();
        document.Tags = routes.SelectMany(route => route.Tags).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(tag => new OpenApiTag { Name = tag }).ToHashSet();
        var writer = new OperationWriter(document, options);
        foreach (var route in routes)
        {
            if (!document.Paths.TryGetValue(route.Path, out var path))
            {
                document.Paths[route.Path] = path = new OpenApiPathItem { Operations = [] };
            }

            path.Operations![HttpMethod.Parse(route.Method)] = writer.Write(route);
        }
    }
}
