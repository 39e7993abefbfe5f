using System.Text.Json.Nodes;

namespace Shop.Testing;

/// <summary>What came back.</summary>
public sealed record Reply(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? Code => (string?)Json["code"];

    /// <summary>The problem's errors as "place code", which is what tests are about.</summary>
    public IReadOnlyList<string> Errors =>
        [.. Json["errors"]!.AsArray().Select(error => $"{(string?)(error!["pointer"] ?? error["parameter"] ?? error["header"])} {(string?)error["code"]}")];

    public static async Task<Reply> OfAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        await response.Content.ReadAsStringAsync(),
        response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
}
