using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Shop.Api.Http;
using Shop.Api.Purchases;
using Shop.Data;
using Shop.Data.Purchases;

namespace Shop.Api.OpenApi;

/// <summary>The one schema that all problems have, and for each answer the codes that it can carry.</summary>
internal sealed class ProblemSchemas
{
    private const string Name = "Problem";

    private readonly OpenApiDocument _document;

    public ProblemSchemas(OpenApiDocument document)
    {
        _document = document;
        document.AddComponent<IOpenApiSchema>("Violation", Violation());
        document.AddComponent<IOpenApiSchema>(Name, Problem(document));
    }

    public OpenApiSchemaReference Any => new(Name, _document);

    public OpenApiSchema Of(IReadOnlyList<string> codes) => new()
    {
        AllOf =
        [
            Any,
            new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal) { ["code"] = Text(codes) },
            },
        ],
    };

    private static OpenApiSchema Problem(OpenApiDocument document) => new()
    {
        Type = JsonSchemaType.Object,
        Description = "RFC 9457. code names the problem, detail says what to do. Members after errors belong to single codes.",
        Required = new HashSet<string>(["type", "title", "status", "detail", "instance", "code", "requestId", "traceId"], StringComparer.Ordinal),
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^urn:shop:problem:" },
            ["title"] = Text(),
            ["status"] = Whole(),
            ["detail"] = Text(),
            ["instance"] = Text(),
            ["code"] = Text(),
            ["requestId"] = Text(),
            ["traceId"] = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[0-9a-f]{32}$" },
            ["errors"] = ListOf(new OpenApiSchemaReference("Violation", document)),
            ["declineCode"] = Text(OneOfAttribute.ValuesOf(typeof(DeclineCodes))),
            ["items"] = ListOf(Shortage()),
            ["onHand"] = Whole(),
            ["reserved"] = Whole(),
            ["available"] = Whole(),
            ["productIds"] = ListOf(Id()),
            ["currentTotal"] = Record(("amount", Whole()), ("currency", Text())),
            ["currentStatus"] = Text(OneOfAttribute.ValuesOf(typeof(PurchaseStatus))),
            ["allowedActions"] = ListOf(Text(OneOfAttribute.ValuesOf(typeof(PurchaseAction)))),
            ["currentVersion"] = Whole(),
        },
    };

    private static OpenApiSchema Violation() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "What is wrong with one field (pointer), query parameter or header.",
        Required = new HashSet<string>(["code", "detail"], StringComparer.Ordinal),
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["pointer"] = Text(),
            ["parameter"] = Text(),
            ["header"] = Text(),
            ["code"] = Text(FieldCodes.All),
            ["detail"] = Text(),
        },
    };

    private static OpenApiSchema Shortage() => Record(("productId", Id()), ("requested", Whole()), ("available", Whole()));

    private static OpenApiSchema Record(params (string Name, OpenApiSchema Schema)[] fields) => new()
    {
        Type = JsonSchemaType.Object,
        Required = fields.Select(field => field.Name).ToHashSet(StringComparer.Ordinal),
        Properties = fields.ToDictionary(field => field.Name, IOpenApiSchema (field) => field.Schema, StringComparer.Ordinal),
    };

    private static OpenApiSchema ListOf(IOpenApiSchema element) => new() { Type = JsonSchemaType.Array, Items = element };

    private static OpenApiSchema Id() => new() { Type = JsonSchemaType.String, Format = "uuid" };

    private static OpenApiSchema Whole() => new() { Type = JsonSchemaType.Integer, Format = "int64" };

    private static OpenApiSchema Text(IReadOnlyList<string>? values = null) =>
        new() { Type = JsonSchemaType.String, Enum = values is null ? null : [.. values.Select(value => (JsonNode)value)] };
}
