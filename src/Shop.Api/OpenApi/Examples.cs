using System.Text.Json;
using System.Text.Json.Nodes;

namespace Shop.Api.OpenApi;

/// <summary>Examples as JSON. They are records of the contracts, so they change with them.</summary>
internal static class Examples
{
    /// <summary>What a client would send: fields that are not set are left out.</summary>
    public static JsonNode Request(object example, JsonSerializerOptions json) => WithoutNulls(Response(example, json)!)!;

    public static JsonNode? Response(object? example, JsonSerializerOptions json) =>
        example is null ? null : JsonSerializer.SerializeToNode(example, json.GetTypeInfo(example.GetType()));

    private static JsonNode? WithoutNulls(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.Where(field => field.Value is not null)
            .Select(field => KeyValuePair.Create(field.Key, WithoutNulls(field.Value)))),
        JsonArray items => new JsonArray([.. items.Select(WithoutNulls)]),
        _ => node?.DeepClone(),
    };
}
