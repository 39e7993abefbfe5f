using System.Text.Json.Nodes;

namespace Shop.Api.Tests.OpenApi;

/// <summary>The document as a client reads it.</summary>
internal static class LiveDocument
{
    public static async Task<JsonNode> DocumentAsync(this ShopApplication shop)
    {
        var reply = await shop.GetAsync("/openapi/v1.json");
        Assert.Equal(200, reply.Status);
        return reply.Json;
    }

    /// <summary>What a reference such as <c>#/components/schemas/User</c> points at.</summary>
    public static JsonNode At(this JsonNode document, string reference) =>
        reference.Split('/').Skip(1).Aggregate(
            document, (node, name) => node[name] ?? throw new InvalidOperationException($"{reference} is not there."));

    /// <summary>The node itself, or what it refers to.</summary>
    public static JsonNode Resolve(this JsonNode document, JsonNode node) =>
        (string?)node["$ref"] is { } reference ? document.At(reference) : node;

    public static IReadOnlyList<DocumentedOperation> Operations(this JsonNode document) =>
    [
        .. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()
            .Select(operation => new DocumentedOperation(document, operation.Key.ToUpperInvariant(), path.Key, operation.Value!))),
    ];
}

/// <summary>One operation of the document.</summary>
internal sealed record DocumentedOperation(JsonNode Document, string Method, string Path, JsonNode Node)
{
    public string Id => (string)Node["operationId"]!;

    public int SuccessStatus => int.Parse(Success.Key, System.Globalization.CultureInfo.InvariantCulture);

    public JsonNode? SuccessSchema => Success.Value!["content"]?["application/json"]!["schema"];

    public JsonNode? SuccessExample => Success.Value!["content"]?["application/json"]!["example"];

    public JsonNode? RequestSchema => Node["requestBody"]?["content"]!["application/json"]!["schema"];

    public JsonNode? RequestExample => Node["requestBody"]?["content"]!["application/json"]!["example"];

    private KeyValuePair<string, JsonNode?> Success =>
        Node["responses"]!.AsObject().Single(response => response.Key.StartsWith('2'));

    public JsonNode Response(int status) => Document.Resolve(
        Node["responses"]![status.ToString(System.Globalization.CultureInfo.InvariantCulture)]
            ?? throw new InvalidOperationException($"{this} does not document {status}."));

    /// <summary>The headers that the answer always has.</summary>
    public IEnumerable<string> RequiredHeaders(int status) => (Response(status)["headers"]?.AsObject() ?? [])
        .Where(header => (bool?)Document.Resolve(header.Value!)["required"] is true).Select(header => header.Key);

    public bool Takes(string parameter) =>
        Node["parameters"]?.AsArray().Any(each => string.Equals((string?)each!["name"], parameter, StringComparison.Ordinal)) is true;

    /// <summary>The path with its examples in.</summary>
    public string ExamplePath => (Node["parameters"]?.AsArray() ?? []).Where(parameter => (string?)parameter!["in"] == "path")
        .Aggregate(Path, (path, parameter) =>
            path.Replace($"{{{parameter!["name"]}}}", (string?)parameter["example"], StringComparison.Ordinal));

    public override string ToString() => $"{Method} {Path}";
}
