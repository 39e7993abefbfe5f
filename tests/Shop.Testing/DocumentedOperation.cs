using System.Text.Json.Nodes;

namespace Shop.Testing;

/// <summary>One operation of the document.</summary>
public sealed record DocumentedOperation(JsonNode Document, string Method, string Path, JsonNode Node)
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
