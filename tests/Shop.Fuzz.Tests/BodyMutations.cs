using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Shop.Fuzz.Tests;

/// <summary>Bodies that are JSON still, or nearly: one field is gone, doubled, of another name, type, size or value.</summary>
internal sealed class BodyMutations(JsonNode document)
{
    private readonly SchemaSample _sample = new(document);

    public IReadOnlyList<(string Name, Mutation Apply)> All =>
    [
        ("a field is dropped", OnField((fields, name, _) => fields.Remove(name))),
        ("a field is added", OnField((fields, _, random) => fields[random.Of(Foreign)] = Any(random))),
        ("a field is there twice", OnField((fields, name, random) =>
            fields[Verbatim.Again(name)] = random.Chance(0.5) ? fields[name]?.DeepClone() : Any(random))),
        ("a field is renamed", OnField(Rename)),
        ("a field has another type", OnField((fields, name, random) => fields[name] = Retyped(fields[name], random))),
        ("a field has a special text", OnField((fields, name, random) => fields[name] = random.Of(Specials.Texts))),
        ("a field has a small number", OnField((fields, name, random) => fields[name] = random.Next(-2, 200))),
        ("a field has a special number", OnField((fields, name, random) => fields[name] = Verbatim.Value(random.Of(Specials.Numbers)))),
        ("a field has what is no JSON", OnField((fields, name, random) => fields[name] = Verbatim.Value(random.Of(Specials.NoJson)))),
        ("a field is oversized", OnField((fields, name, random) => fields[name] = Oversized(fields[name], random))),
        ("a field is at a limit", AtLimit),
        ("a field is at a limit", AtLimit),
        ("a field is at a limit", AtLimit),
        ("a text has a special in it", OnField(Spiced)),
        ("the body is another value", (request, _, random) => request with { Body = Verbatim.Render(Any(random)) }),
    ];

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonDocumentOptions NoDoubles = new() { AllowDuplicateProperties = false, MaxDepth = 5000 };

    private static readonly string[] Foreign =
    [
        "nope", "", "id", "version", "stock", "__proto__", "$type", "a/b~c", "\u202E", "😀", new string('n', 3000), "createdAt",
        "userId", "role", "status",
    ];

    private static Mutation OnField(Action<JsonObject, string, Random> change) => (request, _, random) =>
    {
        if (Parse(request.Body) is not { } body)
        {
            return request;
        }

        var places = Places.Of(body).ToList();
        if (places.Count > 0)
        {
            var (fields, name) = random.Of(places);
            change(fields, name, random);
        }
        else if (body is JsonObject empty)
        {
            empty[random.Of(Foreign)] = Any(random);
        }

        return request with { Body = Verbatim.Render(body) };
    };

    private FuzzRequest AtLimit(FuzzRequest request, World world, Random random)
    {
        if (request.Operation.RequestSchema is not { } schema || Parse(request.Body) is not JsonObject body)
        {
            return request;
        }

        var limited = Limited(body, schema).ToList();
        if (limited.Count == 0)
        {
            return request;
        }

        var (fields, name, property) = random.Of(limited);
        fields[name] = random.Of(_sample.Boundaries(property, fields[name]));
        return request with { Body = Verbatim.Render(body) };
    }

    /// <summary>Fields with limits, those that are not there among them.</summary>
    private IEnumerable<(JsonObject Fields, string Name, JsonNode Schema)> Limited(JsonObject body, JsonNode schema)
    {
        foreach (var (name, property) in _sample.Whole(schema)["properties"]?.AsObject() ?? [])
        {
            if (_sample.Boundaries(property!, body[name]).Count > 0)
            {
                yield return (body, name, property!);
            }

            var (inner, innerSchema) = body[name] is JsonArray items
                ? (items.FirstOrDefault(), _sample.Whole(property!)["items"])
                : (body[name], property);
            foreach (var below in inner is JsonObject fields && innerSchema is not null ? Limited(fields, innerSchema) : [])
            {
                yield return below;
            }
        }
    }

    private static void Rename(JsonObject fields, string name, Random random)
    {
        var value = fields[name]?.DeepClone();
        fields.Remove(name);
        var capitalized = char.ToUpperInvariant(name.FirstOrDefault('x')) + name[Math.Min(1, name.Length)..];
        fields[random.Of([name.ToUpperInvariant(), capitalized, name + " ", "_" + name])] = value;
    }

    private static void Spiced(JsonObject fields, string name, Random random)
    {
        if (fields[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String)
        {
            var text = (string)value!;
            fields[name] = text.Insert(random.Next(text.Length + 1), random.Of(Specials.Texts));
        }
    }

    private static JsonNode? Retyped(JsonNode? value, Random random) => random.Next(7) switch
    {
        0 => null,
        1 => value is JsonValue ? value.ToString() : "text",
        2 => random.Next(-5, 5),
        3 => random.Chance(0.5),
        4 => new JsonArray(value?.DeepClone()),
        5 => new JsonObject { ["value"] = value?.DeepClone() },
        _ => new JsonArray(),
    };

    private static JsonNode? Any(Random random) => Retyped(random.Of(Specials.Texts), random);

    private static JsonNode? Oversized(JsonNode? value, Random random) => random.Next(6) switch
    {
        0 => new string('x', random.Of([1000, 6000, 60_000, 131_072, 140_000])),
        1 => string.Concat(Enumerable.Repeat("😀", random.Of([500, 5001, 30_000]))),
        2 => new JsonArray([.. Enumerable.Repeat(value is JsonArray { Count: > 0 } list ? list[0] : value, random.Of([51, 101, 1000, 5000]))
            .Select(item => item?.DeepClone())]),
        3 => Verbatim.Value(new string('[', random.Of([15, 16, 17, 100, 50_000])) + new string(']', 15)),
        4 => Enumerable.Range(0, random.Of([10, 14, 15, 16, 17, 64, 300]))
            .Aggregate((JsonNode?)1, (inner, _) => new JsonObject { ["a"] = inner }),
        _ => new JsonObject(Enumerable.Range(0, random.Of([49, 50, 51, 2000]))
            .Select(i => KeyValuePair.Create<string, JsonNode?>($"key{i}", "v"))),
    };

    /// <returns>Null where a mutation before this one has broken it; a lone surrogate is told by its escape.</returns>
    private static JsonNode? Parse(byte[]? body)
    {
        try
        {
            var text = body is null ? "null" : Strict.GetString(body);
            return text.Contains(@"\ud") ? null : JsonNode.Parse(text, documentOptions: NoDoubles);
        }
        catch (Exception broken) when (broken is JsonException or DecoderFallbackException)
        {
            return null;
        }
    }
}
