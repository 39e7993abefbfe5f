using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Shop.Testing;

/// <summary>
/// As much of JSON Schema as the API's document uses. An object whose schema does not speak of further fields may have none: a field that
/// the document does not know is a mistake here, though clients must bear it.
/// </summary>
public sealed class JsonSchemaCheck(JsonNode document)
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "$ref", "type", "format", "description", "properties", "required", "additionalProperties", "items", "enum", "const", "pattern",
        "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "uniqueItems", "maxProperties", "propertyNames",
        "oneOf", "anyOf", "allOf", "not", "default",
    };

    public IReadOnlyList<string> Violations(JsonNode schema, JsonNode? value) => [.. Check(schema, value, "#", isWhole: true)];

    private IEnumerable<string> Check(JsonNode schema, JsonNode? value, string at, bool isWhole)
    {
        if ((string?)schema["$ref"] is { } reference)
        {
            return Check(document.At(reference), value, at, isWhole);
        }

        var unknown = schema.AsObject().Where(word => !Known.Contains(word.Key)).Select(word => $"{at}: {word.Key} is not checked");
        return [.. unknown, .. OfType(schema, value, at), .. OfChoices(schema, value, at, isWhole), .. OfValue(schema, value, at, isWhole)];
    }

    private static IEnumerable<string> OfType(JsonNode schema, JsonNode? value, string at)
    {
        var types = schema["type"] switch
        {
            null => [],
            JsonArray many => many.Select(type => (string)type!).ToList(),
            var one => [(string)one!],
        };
        if (types.Count > 0 && !types.Contains(TypeOf(value)))
        {
            yield return $"{at}: is {TypeOf(value)}, not {string.Join(" or ", types)}";
        }

        if (schema["enum"] is JsonArray values && !values.Any(each => JsonNode.DeepEquals(each, value)))
        {
            yield return $"{at}: {value} is not one of {values.ToJsonString()}";
        }

        if (schema["const"] is { } constant && !JsonNode.DeepEquals(constant, value))
        {
            yield return $"{at}: is not {constant}";
        }
    }

    private IEnumerable<string> OfChoices(JsonNode schema, JsonNode? value, string at, bool isWhole)
    {
        foreach (var word in new[] { "oneOf", "anyOf" })
        {
            var fitting = schema[word]?.AsArray().Count(each => !Check(each!, value, at, isWhole).Any());
            if (fitting is 0 || (word == "oneOf" && fitting > 1))
            {
                yield return $"{at}: fits {fitting} of {word}";
            }
        }

        if (schema["not"] is { } refused && !Check(refused, value, at, isWhole: false).Any())
        {
            yield return $"{at}: {value} is what it must not be";
        }

        foreach (var violation in schema["allOf"]?.AsArray().SelectMany(each => Check(each!, value, at, isWhole: false)) ?? [])
        {
            yield return violation;
        }
    }

    private IEnumerable<string> OfValue(JsonNode schema, JsonNode? value, string at, bool isWhole) => value switch
    {
        JsonObject fields => OfObject(schema, fields, at, isWhole),
        JsonArray items => OfArray(schema, items, at),
        JsonValue text when text.GetValueKind() == JsonValueKind.String => OfText(schema, (string)text!, at),
        JsonValue number when number.GetValueKind() == JsonValueKind.Number => OfNumber(schema, (long)number, at),
        _ => [],
    };

    private IEnumerable<string> OfObject(JsonNode schema, JsonObject fields, string at, bool isWhole)
    {
        var properties = schema["properties"]?.AsObject() ?? [];
        var further = schema["additionalProperties"];
        var missing = (schema["required"]?.AsArray() ?? []).Select(name => (string)name!).Where(name => !fields.ContainsKey(name));
        IEnumerable<string> found =
            [.. missing.Select(name => $"{at}/{name}: is missing"), .. Between(schema, "Properties", fields.Count, at)];
        foreach (var (name, value) in fields)
        {
            if (properties[name] is { } property)
            {
                found = found.Concat(Check(property, value, $"{at}/{name}", isWhole));
            }
            else if (further is JsonObject entry)
            {
                found = found.Concat(Check(entry, value, $"{at}/{name}", isWhole))
                    .Concat(schema["propertyNames"] is { } names ? Check(names, name, $"{at}/{name}", isWhole) : []);
            }
            else if (further is not null || (isWhole && schema["properties"] is not null))
            {
                found = found.Append($"{at}/{name}: is not in the document");
            }
        }

        return found;
    }

    private IEnumerable<string> OfArray(JsonNode schema, JsonArray items, string at)
    {
        var repeats = (bool?)schema["uniqueItems"] is true
            && items.Where((item, index) => items.Take(index).Any(each => JsonNode.DeepEquals(each, item))).Any();
        return items.SelectMany((item, index) => schema["items"] is { } each ? Check(each, item, $"{at}/{index}", isWhole: true) : [])
            .Concat(Between(schema, "Items", items.Count, at))
            .Concat(repeats ? [$"{at}: holds something twice"] : []);
    }

    private static IEnumerable<string> OfText(JsonNode schema, string text, string at)
    {
        if ((string?)schema["pattern"] is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.ECMAScript, TimeSpan.FromSeconds(1)))
        {
            yield return $"{at}: does not match {pattern}";
        }

        if ((string?)schema["format"] is { } format && !IsOf(format, text))
        {
            yield return $"{at}: is no {format}";
        }

        foreach (var violation in Between(schema, "Length", text.EnumerateRunes().Count(), at))
        {
            yield return violation;
        }
    }

    private static IEnumerable<string> OfNumber(JsonNode schema, long number, string at)
    {
        if (number < ((long?)schema["minimum"] ?? long.MinValue) || number > ((long?)schema["maximum"] ?? long.MaxValue))
        {
            yield return $"{at}: {number} is out of range";
        }
    }

    private static IEnumerable<string> Between(JsonNode schema, string what, int count, string at)
    {
        if (count < ((int?)schema["min" + what] ?? 0) || count > ((int?)schema["max" + what] ?? int.MaxValue))
        {
            yield return $"{at}: {count} {what} are too few or too many";
        }
    }

    private static bool IsOf(string format, string text) => format switch
    {
        "uuid" => Guid.TryParseExact(text, "D", out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date-time" => DateTimeOffset.TryParseExact(
            text, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "email" => text.Contains('@', StringComparison.Ordinal),
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        _ => false,
    };

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.AsValue().TryGetValue<long>(out _) ? "integer" : "number",
        var kind => kind.Value.ToString().ToLowerInvariant(),
    };
}
