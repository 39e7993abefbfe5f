using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace Shop.Api.Http.Json;

internal enum JsonKind
{
    Anything,
    Record,
    List,
    Map,
    Text,
    Integer,
    Boolean,
}

/// <summary>
/// What a contract's JSON may look like, out of the serializer's own metadata. Contracts are records of nullable strings, longs, bools,
/// lists, string maps and further records. An id, a date or an enum is a string there, for a malformed one breaks a rule (422) and is no
/// wrong type (400).
/// </summary>
internal sealed record JsonShape(JsonKind Kind)
{
    public static JsonShape Anything { get; } = new(JsonKind.Anything);

    public IReadOnlyDictionary<string, JsonShape> Fields { get; private init; } = new Dictionary<string, JsonShape>(StringComparer.Ordinal);

    public IReadOnlyList<string> ReadOnlyFields { get; private init; } = [];

    /// <summary>Of a list or a map.</summary>
    public JsonShape Element { get; private init; } = Anything;

    /// <exception cref="InvalidOperationException">
    /// The contract holds a type that could fail to be read although the JSON looks right.
    /// </exception>
    public static JsonShape Of(JsonTypeInfo info) => info.Kind switch
    {
        JsonTypeInfoKind.Object => OfRecord(info),
        JsonTypeInfoKind.Enumerable => new(JsonKind.List) { Element = Of(ElementOf(info)) },
        JsonTypeInfoKind.Dictionary when info.KeyType == typeof(string) => new(JsonKind.Map) { Element = Of(ElementOf(info)) },
        _ when info.Type == typeof(string) => new(JsonKind.Text),
        _ when info.Type == typeof(long?) => new(JsonKind.Integer),
        _ when info.Type == typeof(bool?) => new(JsonKind.Boolean),
        _ => throw new InvalidOperationException(
            $"A request contract can't hold {info.Type}: use string?, long?, bool?, a list, a map with string keys or a record, and a rule."),
    };

    private static JsonShape OfRecord(JsonTypeInfo info) => new(JsonKind.Record)
    {
        Fields = info.Properties
            .Where(property => property.Set is not null || property.AssociatedParameter is not null)
            .ToDictionary(
                property => property.Name,
                property => Of(info.Options.GetTypeInfo(property.PropertyType)),
                StringComparer.Ordinal),
        ReadOnlyFields = info.Type.GetCustomAttribute<ReadOnlyFieldsAttribute>()?.Names ?? [],
    };

    private static JsonTypeInfo ElementOf(JsonTypeInfo info) => info.Options.GetTypeInfo(info.ElementType!);
}
