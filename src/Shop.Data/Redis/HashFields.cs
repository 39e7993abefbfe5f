using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>The fields of one stored hash, by name. Numbers and times are integers in text; a time is milliseconds since 1970.</summary>
internal readonly struct HashFields(Dictionary<string, string> fields)
{
    public bool IsEmpty => fields.Count == 0;

    /// <summary>The characters of all names and values.</summary>
    public int Size => fields.Sum(one => one.Key.Length + one.Value.Length);

    /// <summary>The field's text; a missing field of a stored aggregate is a defect and throws.</summary>
    public string this[string name] => fields[name];

    public string? Find(string name) => fields.GetValueOrDefault(name);

    public long Number(string name) => long.Parse(fields[name], CultureInfo.InvariantCulture);

    public DateTimeOffset Time(string name) => DateTimeOffset.FromUnixTimeMilliseconds(Number(name));

    public Guid Id(string name) => Guid.Parse(fields[name]);

    public T? Json<T>(string name, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(fields[name], type);

    /// <summary>From an answer of a script: name, value, name, value …</summary>
    public static HashFields Of(IReadOnlyList<string> flat)
    {
        var fields = new Dictionary<string, string>(flat.Count / 2, StringComparer.Ordinal);
        for (var i = 0; i + 1 < flat.Count; i += 2)
        {
            fields[flat[i]] = flat[i + 1];
        }

        return new HashFields(fields);
    }

    /// <summary>From <c>HGETALL</c>; a key that does not exist has no fields.</summary>
    public static HashFields Of(HashEntry[] entries) =>
        new(entries.ToDictionary(entry => (string)entry.Name!, entry => (string)entry.Value!, StringComparer.Ordinal));
}
