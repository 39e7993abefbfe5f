using System.Text.Json.Nodes;
using Shop.Testing;

namespace Shop.Fuzz.Tests;

/// <summary>Values that a schema allows, and values right at its limits.</summary>
internal sealed class SchemaSample(JsonNode document)
{
    /// <summary>Fills in a field that the body lacks.</summary>
    public void AddField(JsonObject fields, JsonNode schema, Random random)
    {
        var missing = Whole(schema)["properties"]!.AsObject().Where(property => fields[property.Key] is null).ToList();
        if (missing.Count > 0)
        {
            var (name, property) = random.Of(missing);
            fields[name] = Of(property!, random);
        }
    }

    /// <summary>The schema without its references and without "or null".</summary>
    public JsonNode Whole(JsonNode schema)
    {
        var whole = document.Resolve(schema);
        var choice = whole["oneOf"]?.AsArray().FirstOrDefault(each => (string?)(each!["type"] as JsonValue) != "null");
        return choice is null ? whole : document.Resolve(choice);
    }

    public static string TypeOf(JsonNode schema) => schema["type"] switch
    {
        JsonArray many => many.Select(type => (string)type!).First(type => type != "null"),
        null => "object",
        var one => (string)one!,
    };

    public JsonNode? Of(JsonNode schema, Random random)
    {
        var whole = Whole(schema);
        if (whole["enum"] is JsonArray values)
        {
            return random.Of<JsonNode?>([.. values])?.DeepClone();
        }

        return TypeOf(whole) switch
        {
            "integer" => random.NextInt64((long?)whole["minimum"] ?? 0, Math.Min((long?)whole["maximum"] ?? 1000, 1_000_000) + 1),
            "boolean" => random.Chance(0.5),
            "array" => new JsonArray([
                .. Enumerable.Range(0, (int?)whole["minItems"] ?? random.Next(2)).Select(_ => Of(whole["items"]!, random)),
            ]),
            "string" => TextOf(whole, random),
            _ => new JsonObject((whole["properties"]?.AsObject() ?? [])
                .Select(each => KeyValuePair.Create(each.Key, Of(each.Value!, random)))),
        };
    }

    /// <summary>One less than a limit, the limit, one more.</summary>
    public IReadOnlyList<JsonNode?> Boundaries(JsonNode schema, JsonNode? present)
    {
        var whole = Whole(schema);
        var numbers = Around(whole, "minimum").Concat(Around(whole, "maximum")).Select(JsonNode? (number) => number);
        var texts = Around(whole, "minLength").Concat(Around(whole, "maxLength")).Where(length => length >= 0)
            .SelectMany(length => new JsonNode?[] { Repeated("a", length), Repeated("😀", length), Repeated(" ", length) });
        var lists = Around(whole, "minItems").Concat(Around(whole, "maxItems")).Where(count => count >= 0)
            .Select(JsonNode? (count) => new JsonArray([.. Enumerable.Range(0, (int)count).Select(i => ItemAt(present, i))]));
        var maps = Around(whole, "maxProperties")
            .Select(JsonNode? (count) => new JsonObject(Enumerable.Range(0, (int)count)
                .Select(i => KeyValuePair.Create<string, JsonNode?>($"k{i}", "v"))));
        var choices = (whole["enum"]?.AsArray() ?? [])
            .SelectMany(value => (JsonNode?[])[value?.DeepClone(), ((string?)value)?.ToUpperInvariant()]);
        var formats = OfFormat((string?)whole["format"]).Select(JsonNode? (text) => text);
        return [.. numbers, .. texts, .. lists, .. maps, .. choices, .. formats];
    }

    private static string[] OfFormat(string? format) => format switch
    {
        "date" => ["1899-12-31", "1900-01-01", "2100-12-31", "2101-01-01", "2026-02-29", "2024-02-29", "0000-00-00", "2026-1-1"],
        "uuid" =>
        [
            "00000000-0000-0000-0000-000000000000", "0199b2a4-7c10-7a51-9d3e-5f0c6a1b2c3", "{0199b2a4-7c10-7a51-9d3e-5f0c6a1b2c3d}",
            "0199B2A4-7C10-7A51-9D3E-5F0C6A1B2C3D", "0199b2a47c107a519d3e5f0c6a1b2c3d",
        ],
        "email" =>
        [
            new string('a', 64) + "@b.cc", new string('a', 65) + "@b.cc", "a@" + new string('b', 250) + ".cc", "a@b..cc", " a@b.cc ",
        ],
        _ => [],
    };

    private static string TextOf(JsonNode schema, Random random) => (string?)schema["format"] switch
    {
        "date" => "2024-02-29",
        "date-time" => "2026-01-01T00:00:00.000Z",
        "uuid" => "0199b2a4-7c10-7a51-9d3e-5f0c6a1b2c3d",
        "email" => "a@example.com",
        "uri" => "https://example.com/a.png",
        _ => Repeated(random.Of(["a", "ä", "😀"]), Math.Max((long?)schema["minLength"] ?? 0, 1)),
    };

    private static IEnumerable<long> Around(JsonNode schema, string limit) =>
        (long?)schema[limit] is { } value ? [value - 1, value, value + 1] : [];

    /// <summary>Lists may want their items to differ; what differs in its text does.</summary>
    private static JsonNode? ItemAt(JsonNode? present, int index)
    {
        var first = (present as JsonArray)?.FirstOrDefault()?.DeepClone();
        return first is null or JsonValue ? $"tag-{index}" : first;
    }

    private static string Repeated(string text, long times) => string.Concat(Enumerable.Repeat(text, (int)times));
}
