namespace Shop.Api.Http.Json;

/// <summary>
/// Where a walk through a body stands. It becomes a pointer only where something is wrong: under a name as long as the body, a pointer for
/// every element would cost gigabytes.
/// </summary>
internal sealed class JsonPath
{
    private const int MaxNameLength = 128;

    private readonly JsonPath? _parent;
    private readonly string? _name;
    private readonly int _index;

    private JsonPath(JsonPath? parent, string? name, int index) => (_parent, _name, _index) = (parent, name, index);

    public static JsonPath Root { get; } = new(null, null, 0);

    public JsonPath Field(string field) => new(this, field, 0);

    public JsonPath Item(int item) => new(this, null, item);

    /// <summary>A name longer than any that a contract has is cut.</summary>
    public string ToPointer() => (_parent, _name) switch
    {
        (null, _) => JsonPointer.Root,
        (_, null) => JsonPointer.Append(_parent.ToPointer(), _index),
        _ => JsonPointer.Append(_parent.ToPointer(), _name.Length > MaxNameLength ? _name[..MaxNameLength] + "…" : _name),
    };
}
