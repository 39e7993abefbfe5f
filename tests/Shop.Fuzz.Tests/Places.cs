using System.Text.Json.Nodes;

namespace Shop.Fuzz.Tests;

/// <summary>The named fields of a body, at any depth.</summary>
internal static class Places
{
    public static IEnumerable<(JsonObject Fields, string Name)> Of(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Of(field.Value).Prepend((fields, field.Key))),
        JsonArray items => items.SelectMany(Of),
        _ => [],
    };
}
