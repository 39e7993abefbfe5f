using System.Text.Json.Nodes;

namespace Shop.Clients.Tests.Requests;

/// <summary>One operation of the API's document.</summary>
internal sealed record Operation(string Method, string Template)
{
    public static async Task<IReadOnlyList<Operation>> AllOfAsync(string document) =>
        [.. JsonNode.Parse(await File.ReadAllTextAsync(document))!["paths"]!.AsObject().SelectMany(path =>
            path.Value!.AsObject().Select(operation => new Operation(operation.Key.ToUpperInvariant(), path.Key)))];

    public bool IsCalledBy(WrittenRequest request)
    {
        var (segments, called) = (Template.Split('/'), request.Path.Split('/'));
        return request.Method == Method && called.Length == segments.Length
            && segments.Zip(called).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);
    }

    public override string ToString() => $"{Method} {Template}";
}
