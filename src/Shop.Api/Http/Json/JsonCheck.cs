using System.Globalization;
using System.Text.Json;

namespace Shop.Api.Http.Json;

/// <summary>One walk through a body beside its contract's shape, gathering all that does not fit.</summary>
/// <param name="isMergePatch">Whether null takes an entry out of a map; elsewhere an entry is never null.</param>
internal sealed class JsonCheck(bool isMergePatch)
{
    // No honest body has more, and an answer should not be many times as large as its request.
    private const int MaxViolations = 1000;

    private readonly List<Violation> _violations = [];

    public IReadOnlyList<Violation> Run(JsonElement root, JsonShape shape)
    {
        Visit(root, shape, JsonPath.Root, mayBeNull: false);
        return _violations;
    }

    private void Visit(JsonElement element, JsonShape shape, JsonPath path, bool mayBeNull)
    {
        if (!(element.ValueKind == JsonValueKind.Null && mayBeNull) && !Fits(element, shape))
        {
            Add(path, FieldCodes.Type, $"must be {Expected(shape.Kind)}");
        }

        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                VisitFields(element, shape, path);
                break;
            case JsonValueKind.Array:
                VisitItems(element, shape.Kind == JsonKind.List ? shape.Element : JsonShape.Anything, path);
                break;
            case JsonValueKind.String when !IsText(element):
                Add(path, FieldCodes.ForbiddenChars, "must not hold half of a surrogate pair or U+FFFE");
                break;
        }
    }

    private void VisitFields(JsonElement element, JsonShape shape, JsonPath path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (NameOf(property) is not { } name)
            {
                Add(path, FieldCodes.ForbiddenChars, "must not have a field whose name holds half of a surrogate pair or U+FFFE");
                continue;
            }

            var field = path.Field(name);
            // The keys of a map are tidied when they are read: two that are then the same would lose an entry.
            if (!seen.Add(shape.Kind == JsonKind.Map ? TidyStringConverter.Tidy(name) : name))
            {
                Add(field, FieldCodes.Duplicate, "must be given once");
            }

            Visit(property.Value, FieldShape(shape, name, field), field, mayBeNull: isMergePatch || shape.Kind != JsonKind.Map);
        }
    }

    private JsonShape FieldShape(JsonShape shape, string name, JsonPath path)
    {
        if (shape.Kind != JsonKind.Record)
        {
            return shape.Kind == JsonKind.Map ? shape.Element : JsonShape.Anything;
        }

        if (shape.Fields.TryGetValue(name, out var field))
        {
            return field;
        }

        if (shape.ReadOnlyFields.Contains(name, StringComparer.Ordinal))
        {
            Add(path, FieldCodes.ReadOnly, "is set by the server and can't be written");
        }
        else
        {
            Add(path, FieldCodes.UnknownField, "is not a field of this request");
        }

        return JsonShape.Anything;
    }

    private void VisitItems(JsonElement list, JsonShape shape, JsonPath path)
    {
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            Visit(item, shape, path.Item(index++), mayBeNull: false);
        }
    }

    private static bool Fits(JsonElement element, JsonShape shape) => shape.Kind switch
    {
        JsonKind.Record or JsonKind.Map => element.ValueKind == JsonValueKind.Object,
        JsonKind.List => element.ValueKind == JsonValueKind.Array,
        JsonKind.Text => element.ValueKind == JsonValueKind.String,
        JsonKind.Boolean => element.ValueKind is JsonValueKind.True or JsonValueKind.False,
        JsonKind.Integer => element.ValueKind == JsonValueKind.Number && IsInteger(element.GetRawText()),
        _ => true,
    };

    /// <summary>The literal decides: <c>1.0</c> and <c>1e3</c> are no integers here, whatever their value.</summary>
    private static bool IsInteger(string literal) =>
        long.TryParse(literal, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private static string Expected(JsonKind kind) => kind switch
    {
        JsonKind.Record or JsonKind.Map => "an object",
        JsonKind.List => "a list",
        JsonKind.Text => "a string",
        JsonKind.Boolean => "true or false",
        _ => "a whole number of at most 64 bits, without fraction or exponent",
    };

    private static bool IsText(JsonElement element)
    {
        try
        {
            return IsText(element.GetString()!);
        }
        catch (InvalidOperationException)
        {
            // The reader takes "\ud800" and only refuses to make a string of it.
            return false;
        }
    }

    /// <summary>U+FFFE is no character, and can't be normalized.</summary>
    private static bool IsText(string text) => !text.Contains('\uFFFE', StringComparison.Ordinal);

    private static string? NameOf(JsonProperty property)
    {
        try
        {
            return IsText(property.Name) ? property.Name : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private void Add(JsonPath path, string code, string detail)
    {
        if (_violations.Count < MaxViolations)
        {
            _violations.Add(Violation.InBody(path.ToPointer(), code, detail));
        }
    }
}
