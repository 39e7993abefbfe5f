namespace Shop.Api.Http.Json;

/// <summary>
/// Where a walk through a body stands. It becomes a pointer only where something is wrong: under a name as long as the body, a pointer for
/// every element would cost gigabytes.
/// </summary>
internal sealed class JsonPath
{
    private const int MaxNameLength = 128;

    private readonly JsonPath? parent;
    private readonly string? name;
    private readonly int index;

    private JsonPath(JsonPath? parent, string? name, int index) => (this.parent, this.name, this.index) = (parent, name, index);

    public static JsonPath Root { get; } = new(null, null, 0);

    public JsonPath Field(string field) => new(this, field, 0);

    public JsonPath Item(int item) => new(this, null, item);

    /// <summary>A name longer than any that a contract has is cut.</summary>
    public string ToPointer() => (parent, name) switch
    {
        (null, _) => JsonPointer.Root,
        (_, null) => JsonPointer.Append(parent.ToPointer(), index),
        _ => JsonPointer.Append(parent.ToPointer(), name.Length > MaxNameLength ? name[..MaxNameLength] + "…" : name),
    };
}
