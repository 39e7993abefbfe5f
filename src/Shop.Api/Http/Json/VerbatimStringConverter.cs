using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Shop.Api.Http.Json;

/// <summary>Strings as they came, for what a contract marks as <see cref="VerbatimAttribute"/>.</summary>
internal sealed class VerbatimStringConverter : JsonConverter<string>
{
    private static readonly VerbatimStringConverter Instance = new();

    /// <summary>A modifier of the serializer's metadata.</summary>
    public static void Apply(JsonTypeInfo info)
    {
        foreach (var property in info.Properties)
        {
            if (IsMarked(property.AttributeProvider) || IsMarked(property.AssociatedParameter?.AttributeProvider))
            {
                property.CustomConverter = Instance;
            }
        }
    }

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    private static bool IsMarked(ICustomAttributeProvider? member) => member?.IsDefined(typeof(VerbatimAttribute), inherit: false) is true;
}
