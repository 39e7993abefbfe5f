using System.Text.Json.Nodes;

namespace Shop.Contract.Tests;

internal static class JsonObjects
{
    /// <summary>The same object with a field set.</summary>
    public static JsonObject With(this JsonObject json, string name, JsonNode? value)
    {
        json[name] = value;
        return json;
    }

    public static IEnumerable<string> Fields(this JsonNode json) => json.AsObject().Select(field => field.Key);
}
