using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;
using Shop.Api.Http;
using Shop.Data;

namespace Shop.Api.OpenApi;

/// <summary>
/// Schemas of the contracts out of the serializer's own metadata, so that they say what is really read and written. Records become
/// components of the document.
/// </summary>
internal sealed class Schemas(OpenApiDocument document, JsonSerializerOptions json)
{
    private readonly Dictionary<string, (Type Type, string Text)> _known = new(StringComparer.Ordinal);

    /// <summary>A body that is sent: unknown fields are refused, and its validator's limits hold.</summary>
    /// <param name="isPatch">Whether it is merged into what is there: then every field may be left out.</param>
    public IOpenApiSchema OfRequest(BodyContract body, bool isPatch) => Of(body.Type, RuleTree.Of(body.Rules, isPatch));

    /// <summary>A body that is answered: it carries every field.</summary>
    public IOpenApiSchema OfResponse(Type type) => Of(type, rules: null);

    /// <param name="rules">Null where the type is answered and not sent.</param>
    private IOpenApiSchema Of(Type type, RuleTree? rules)
    {
        var info = json.GetTypeInfo(type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => Component(info, rules),
            JsonTypeInfoKind.Enumerable => Limited(
                new OpenApiSchema { Type = JsonSchemaType.Array, Items = Of(info.ElementType!, rules?.Element) }, rules),
            JsonTypeInfoKind.Dictionary => Limited(
                new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = Of(info.ElementType!, rules?.Element) }, rules),
            _ => Limited(OfValue(Nullable.GetUnderlyingType(type) ?? type), rules),
        };
    }

    private static OpenApiSchema Limited(OpenApiSchema schema, RuleTree? rules)
    {
        Limits.Apply(schema, rules?.Limits ?? []);
        return schema;
    }

    private static OpenApiSchema OfValue(Type type) => type switch
    {
        _ when type == typeof(string) => new OpenApiSchema { Type = JsonSchemaType.String },
        _ when type == typeof(Guid) => new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" },
        _ when type == typeof(DateTimeOffset) => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
        _ when type == typeof(DateOnly) => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" },
        _ when type == typeof(bool) => new OpenApiSchema { Type = JsonSchemaType.Boolean },
        _ when type == typeof(int) => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
        _ when type == typeof(long) => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" },
        _ when type.IsEnum => new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Enum = [.. Enum.GetNames(type).Select(name => (JsonNode)JsonNamingPolicy.SnakeCaseLower.ConvertName(name))],
        },
        _ => throw new InvalidOperationException($"The API's document has no word for {type}: add one to Schemas.OfValue."),
    };

    private OpenApiSchemaReference Component(JsonTypeInfo info, RuleTree? rules)
    {
        var schema = rules is null ? OfAnswered(info) : OfSent(info, rules);
        var text = Text(schema);
        var (first, name) = (NameOf(info.Type, rules), NameOf(info.Type, rules));
        for (var number = 2; _known.TryGetValue(name, out var known) && (known.Type != info.Type || known.Text != text); number++)
        {
            name = first + number;
        }

        if (_known.TryAdd(name, (info.Type, text)))
        {
            document.AddComponent(name, (IOpenApiSchema)schema);
        }

        return new OpenApiSchemaReference(name, document);
    }

    private OpenApiSchema OfSent(JsonTypeInfo info, RuleTree rules)
    {
        var schema = new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalPropertiesAllowed = false };
        foreach (var property in info.Properties.Where(property => property.Set is not null || property.AssociatedParameter is not null))
        {
            var field = rules.Field(MemberOf(property));
            var value = Of(property.PropertyType, field);
            Add(schema, property.Name, field.IsRequired ? value : OrNull(value), field.IsRequired && !rules.IsPatch);
        }

        return schema;
    }

    private OpenApiSchema OfAnswered(JsonTypeInfo info)
    {
        var schema = new OpenApiSchema { Type = JsonSchemaType.Object };
        foreach (var property in info.Properties.Where(property => property.Get is not null))
        {
            // A field that is left out when it is null is never null.
            var isLeftOut = property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true)
                is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.WhenWritingNull }, ..];
            var value = OfClosedSet(property, Of(property.PropertyType, rules: null));
            var isNull = !isLeftOut && (property.IsGetNullable || Nullable.GetUnderlyingType(property.PropertyType) is not null);
            Add(schema, property.Name, isNull ? OrNull(value) : value, !isLeftOut);
        }

        return schema;
    }

    private static IOpenApiSchema OfClosedSet(JsonPropertyInfo property, IOpenApiSchema value)
    {
        if (property.AttributeProvider?.GetCustomAttributes(typeof(OneOfAttribute), inherit: true) is [OneOfAttribute closed, ..])
        {
            var text = (OpenApiSchema)(value.Items ?? value);
            Limits.Apply(text, [new Limit { Values = OneOfAttribute.ValuesOf(closed.Set) }]);
        }

        return value;
    }

    private static void Add(OpenApiSchema schema, string name, IOpenApiSchema value, bool isRequired)
    {
        (schema.Properties ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal))[name] = value;
        if (isRequired)
        {
            (schema.Required ??= new SortedSet<string>(StringComparer.Ordinal)).Add(name);
        }
    }

    private static OpenApiSchema OrNull(IOpenApiSchema value)
    {
        if (value is not OpenApiSchema schema)
        {
            return new OpenApiSchema { OneOf = [value, new OpenApiSchema { Type = JsonSchemaType.Null }] };
        }

        schema.Type |= JsonSchemaType.Null;
        schema.Enum?.Add(JsonNullSentinel.JsonNull);
        return schema;
    }

    private static string MemberOf(JsonPropertyInfo property) => (property.AttributeProvider as MemberInfo)?.Name
        ?? throw new InvalidOperationException($"{property.Name} is no property of a record: its rules can't be found.");

    /// <summary>
    /// <c>UserResponse</c> is <c>User</c> to clients, a page of them <c>UserPage</c>, a patch of a <c>UserRequest</c> <c>UserPatch</c>.
    /// </summary>
    private static string NameOf(Type type, RuleTree? rules)
    {
        var name = type.Name.Split('`')[0];
        if (rules is not null)
        {
            return rules.IsPatch ? name.Replace("Request", "Patch", StringComparison.Ordinal) : name;
        }

        var shown = name.Replace("Response", "", StringComparison.Ordinal);
        return type.IsGenericType ? NameOf(type.GetGenericArguments()[0], rules) + shown : shown;
    }

    private static string Text(OpenApiSchema schema)
    {
        using var text = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        schema.SerializeAsV31(new OpenApiJsonWriter(text));
        return text.ToString();
    }
}
