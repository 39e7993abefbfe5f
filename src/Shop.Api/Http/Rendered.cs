using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shop.Api.Http;

/// <summary>JSON that was rendered before, as a part of a body.</summary>
[JsonConverter(typeof(RenderedConverter))]
internal readonly record struct Rendered(ReadOnlyMemory<byte> Json);

internal sealed class RenderedConverter : JsonConverter<Rendered>
{
    public override Rendered Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Rendered JSON is only written.");

    public override void Write(Utf8JsonWriter writer, Rendered value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Json.Span, skipInputValidation: true);
}

[JsonSerializable(typeof(PageResponse<Rendered>))]
internal sealed partial class RenderedJson : JsonSerializerContext;
