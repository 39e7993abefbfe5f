using Microsoft.OpenApi;
using Shop.Api.Http;
using Shop.Api.Limits;

namespace Shop.Api.OpenApi;

/// <summary>The headers of answers, each a component of the document.</summary>
internal sealed class AnswerHeaders
{
    private static readonly (string Name, string Description, bool IsAlways)[] All =
    [
        ("X-Request-Id", "This call's name, in our logs too.", true),
        (RequestTrace.ResponseHeader, "The trace of this call, as traceparent has it: 00-trace-span-flags. A traceparent that is sent is gone on with.", true),
        ("ETag", "The version, for If-Match and If-None-Match.", true),
        ("Location", "The address of what was made.", true),
        ("Durability", "How many replicas held the change before it was answered: replicas=2. Not there when nothing was changed.", false),
        ("Idempotent-Replayed", "true when this is the answer to an earlier request with the same Idempotency-Key.", false),
        (ConsistencyToken.Header, "How far what is answered reaches: a read that sends it is never answered by older data.", false),
        ("Retry-After", "After how many seconds to try again.", true),
        (RateLimitHeaders.Policy, "How often this caller may call: \"caller\";q=12000;w=60 is 12000 requests in 60 seconds.", false),
        (RateLimitHeaders.State, "How many requests are left now, and after how many seconds all are: \"caller\";r=11999;t=1.", false),
        ("Link", "The next page, where there is one: <…>; rel=\"next\".", false),
        ("WWW-Authenticate", "How to sign in: Bearer.", true),
        ("Accept", "What a body must be.", true),
    ];

    private readonly OpenApiDocument _document;

    public AnswerHeaders(OpenApiDocument document)
    {
        _document = document;
        foreach (var (name, description, isAlways) in All)
        {
            var schema = new OpenApiSchema { Type = JsonSchemaType.String };
            IOpenApiHeader header = new OpenApiHeader { Description = description, Required = isAlways, Schema = schema };
            document.AddComponent(name, header);
        }
    }

    public Dictionary<string, IOpenApiHeader> OfSuccess(RouteFacts route) => Named(
        (true, "X-Request-Id"),
        (true, RequestTrace.ResponseHeader),
        (route.Success.HasVersion, "ETag"),
        (route.Success.HasLocation, "Location"),
        (route.IsChange, "Durability"),
        (route.IsChange, "Idempotent-Replayed"),
        (route.IsChange || route.ReadsStore, ConsistencyToken.Header),
        (route.IsLimited, RateLimitHeaders.Policy),
        (route.IsLimited, RateLimitHeaders.State),
        (route.Success.IsPage, "Link"));

    public Dictionary<string, IOpenApiHeader> OfProblem(int status, params IReadOnlyList<string> codes)
    {
        var headers = Named(
            (true, "X-Request-Id"),
            (true, RequestTrace.ResponseHeader),
            (status == StatusCodes.Status401Unauthorized, "WWW-Authenticate"),
            (status == StatusCodes.Status402PaymentRequired, "Durability"),
            (status == StatusCodes.Status402PaymentRequired, "Idempotent-Replayed"),
            (status == StatusCodes.Status429TooManyRequests, RateLimitHeaders.Policy),
            (status == StatusCodes.Status429TooManyRequests, RateLimitHeaders.State),
            (status == StatusCodes.Status415UnsupportedMediaType, "Accept"),
            (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable, "Retry-After"));
        if (status == StatusCodes.Status402PaymentRequired)
        {
            headers["Location"] = Sometimes("The purchase that is still pending, where this call placed it.");
        }

        if (codes.Contains("idempotency-in-progress", StringComparer.Ordinal))
        {
            headers["Retry-After"] = Sometimes("With idempotency-in-progress: after how many seconds to try again.");
        }

        return headers;
    }

    /// <summary>Not on every answer of its status.</summary>
    private static OpenApiHeader Sometimes(string description) =>
        new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    private Dictionary<string, IOpenApiHeader> Named(params (bool IsThere, string Name)[] headers) => headers
        .Where(header => header.IsThere)
        .ToDictionary(
            header => header.Name,
            IOpenApiHeader (header) => new OpenApiHeaderReference(header.Name, _document),
            StringComparer.Ordinal);
}
