using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shop.Api.Http.Json;

/// <summary>Strings come in trimmed and in NFC; they go out as they are.</summary>
internal sealed class TidyStringConverter : JsonConverter<string>
{
    // Valid in UTF-8, refused by Normalize, and composed with nothing: what stands around it is normalized by itself.
    private const char NoCharacter = '\uFFFE';

    public static string Tidy(string text) =>
        string.Join(NoCharacter, text.Trim().Split(NoCharacter).Select(part => part.Normalize(NormalizationForm.FormC)));

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Tidy(reader.GetString()!);

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Tidy(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value);
}
