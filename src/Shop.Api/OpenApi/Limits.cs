using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Shop.Api.Http;

namespace Shop.Api.OpenApi;

/// <summary>Writes limits in the words of JSON Schema.</summary>
internal static class Limits
{
    public static void Apply(OpenApiSchema schema, IEnumerable<Limit> limits)
    {
        foreach (var limit in limits)
        {
            ApplyLength(schema, limit);
            schema.Minimum = Number(limit.Min) ?? schema.Minimum;
            schema.Maximum = Number(limit.Max) ?? schema.Maximum;
            schema.Pattern = limit.Pattern is null ? schema.Pattern : ToEcmaScript(limit.Pattern);
            schema.Format = limit.Format ?? schema.Format;
            schema.UniqueItems = limit.IsDistinct ? true : schema.UniqueItems;
            schema.Enum = limit.Values is null ? schema.Enum : [.. limit.Values.Select(value => (JsonNode)value)];
            ApplyRange(schema, limit);
            ApplyEntries(schema, limit);
        }
    }

    /// <summary>The anchors differ: <c>\A</c> and <c>\z</c> are <c>^</c> and <c>$</c> there.</summary>
    private static string ToEcmaScript(string pattern) =>
        pattern.Replace(@"\A", "^", StringComparison.Ordinal).Replace(@"\z", "$", StringComparison.Ordinal);

    private static void ApplyLength(OpenApiSchema schema, Limit limit)
    {
        var min = limit.MinLength is 0 ? null : limit.MinLength;
        if (schema.Type?.HasFlag(JsonSchemaType.Array) is true)
        {
            (schema.MinItems, schema.MaxItems) = (min ?? schema.MinItems, limit.MaxLength ?? schema.MaxItems);
        }
        else if (schema.Type?.HasFlag(JsonSchemaType.Object) is true)
        {
            (schema.MinProperties, schema.MaxProperties) = (min ?? schema.MinProperties, limit.MaxLength ?? schema.MaxProperties);
        }
        else
        {
            (schema.MinLength, schema.MaxLength) = (min ?? schema.MinLength, limit.MaxLength ?? schema.MaxLength);
        }
    }

    /// <summary>What JSON Schema has no word of its own for: a hole among numbers, and the ends of a range of dates.</summary>
    private static void ApplyRange(OpenApiSchema schema, Limit limit)
    {
        if (limit.Except is { } except)
        {
            schema.Not = new OpenApiSchema { Enum = [except] };
        }

        if (limit.Earliest is { } earliest)
        {
            schema.Description = $"{earliest:yyyy-MM-dd} or later.";
        }

        if (limit.Latest is { } latest)
        {
            schema.Description = $"{schema.Description} {latest:yyyy-MM-dd} or earlier.".TrimStart();
        }
    }

    private static void ApplyEntries(OpenApiSchema schema, Limit limit)
    {
        if (limit.Keys is { } keys)
        {
            var names = new OpenApiSchema { Type = JsonSchemaType.String };
            Apply(names, [keys]);
            schema.PropertyNames = names;
        }

        if (limit.Entries is { } entries && schema.AdditionalProperties is OpenApiSchema values)
        {
            Apply(values, [entries]);
        }
    }

    private static string? Number(long? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
