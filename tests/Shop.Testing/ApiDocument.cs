using System.Text.Json.Nodes;

namespace Shop.Testing;

/// <summary>The API's document as a client reads it.</summary>
public static class ApiDocument
{
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
