using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using Shop.Api.Http;

namespace Shop.Api.OpenApi;

/// <summary>Writes one route's operation.</summary>
internal sealed class OperationWriter(OpenApiDocument document, JsonSerializerOptions json)
{
    public const string Bearer = "bearer";
    public const string ApiKey = "apiKey";

    private const string Json = "application/json";
    private const string MergePatch = "application/merge-patch+json";

    private readonly Schemas _schemas = new(document, json);
    private readonly AnswerHeaders _headers = new(document);
    private readonly ProblemSchemas _problems = new(document);

    public OpenApiOperation Write(RouteFacts route) => new()
    {
        OperationId = route.OperationId,
        Summary = route.Summary,
        Description = string.Join(' ', new[] { WhoMay(route), route.Description }.Where(sentence => sentence is not null)),
        Tags = route.Tags.Select(tag => new OpenApiTagReference(tag, document)).ToHashSet(),
        Security = route.Contract is null ? null : SecurityOf(route),
        Parameters = Parameters.Of(route),
        RequestBody = route.Contract?.Body is { } body ? BodyOf(route, body) : null,
        Responses = Responses(route),
    };

    private static string WhoMay(RouteFacts route) => route.Audience switch
    {
        Audience.Everyone => "For everyone.",
        Audience.Admin => "For administrators.",
        _ => "For whoever is signed in.",
    } + (route.Scope is { } scope ? $" API keys need {scope}." : "");

    /// <summary>Where everyone may call, credentials may be sent all the same: an admin sees more.</summary>
    private List<OpenApiSecurityRequirement> SecurityOf(RouteFacts route)
    {
        if (!route.ReadsCredentials)
        {
            return [];
        }

        var signedIn = new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] };
        List<OpenApiSecurityRequirement> ways = route.Audience == Audience.Everyone ? [new OpenApiSecurityRequirement(), signedIn] : [signedIn];
        if (route.Scope is not null)
        {
            // Which scope stands in the description: many tools take scopes for those of OAuth and nothing else.
            ways.Add(new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiKey, document)] = [] });
        }

        return ways;
    }

    private OpenApiRequestBody BodyOf(RouteFacts route, BodyContract body)
    {
        var media = new OpenApiMediaType
        {
            Schema = _schemas.OfRequest(body, isPatch: route.Method == HttpMethods.Patch),
            Example = route.Example?.Request is { } example ? Examples.Request(example, json) : null,
        };
        var content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [Json] = media };
        if (route.Method == HttpMethods.Patch)
        {
            content[MergePatch] = media;
        }

        return new OpenApiRequestBody { Required = !body.IsOptional, Content = content };
    }

    private OpenApiResponses Responses(RouteFacts route)
    {
        var responses = new OpenApiResponses { [Key(route.Success.Status)] = SuccessOf(route) };
        if (route.Method == HttpMethods.Get && route.Success.HasVersion)
        {
            responses["304"] = new OpenApiResponse { Description = "Not Modified", Headers = _headers.OfSuccess(route) };
        }

        foreach (var (status, body) in route.Contract is null ? route.Others : [])
        {
            responses[Key(status)] = new OpenApiResponse
            {
                Description = ReasonPhrases.GetReasonPhrase(status),
                Headers = _headers.OfProblem(status),
                Content = Content(Json, _schemas.OfResponse(body)),
            };
        }

        foreach (var (status, codes) in RouteProblems.Of(route))
        {
            responses[Key(status)] = ProblemOf(status, codes);
        }

        responses["default"] = new OpenApiResponse
        {
            Description = "Any other problem",
            Headers = _headers.OfProblem(StatusCodes.Status500InternalServerError),
            Content = Content("application/problem+json", _problems.Any),
        };
        return responses;
    }

    private OpenApiResponse SuccessOf(RouteFacts route) => new()
    {
        Description = ReasonPhrases.GetReasonPhrase(route.Success.Status),
        Headers = _headers.OfSuccess(route),
        Content = route.Success.Body is { } body
            ? Content(Json, _schemas.OfResponse(body), Examples.Response(route.Example?.Response, json))
            : null,
    };

    private OpenApiResponseReference ProblemOf(int status, IReadOnlyList<string> codes)
    {
        var name = $"{Key(status)}_{string.Join('_', codes)}";
        if (document.Components?.Responses?.ContainsKey(name) is not true)
        {
            document.AddComponent<IOpenApiResponse>(name, new OpenApiResponse
            {
                Description = string.Join(", ", codes),
                Headers = _headers.OfProblem(status, codes),
                Content = Content("application/problem+json", _problems.Of(codes)),
            });
        }

        return new OpenApiResponseReference(name, document);
    }

    private static Dictionary<string, OpenApiMediaType> Content(
        string type, IOpenApiSchema schema, System.Text.Json.Nodes.JsonNode? example = null) =>
        new(StringComparer.Ordinal) { [type] = new OpenApiMediaType { Schema = schema, Example = example } };

    private static string Key(int status) => status.ToString(CultureInfo.InvariantCulture);
}
