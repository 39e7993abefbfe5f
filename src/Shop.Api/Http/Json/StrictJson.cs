using System.Text.Json;
using System.Text.Unicode;

namespace Shop.Api.Http.Json;

/// <summary>A body as JSON, with no leniency: UTF-8, no comments, no trailing commas, 16 levels.</summary>
internal sealed class StrictJson : IDisposable
{
    public const int MaxDepth = 16;

    private readonly JsonDocument? _document;
    private readonly Violation? _syntaxError;

    private StrictJson(JsonDocument? document, Violation? syntaxError) => (_document, _syntaxError) = (document, syntaxError);

    public JsonElement Root => _document!.RootElement;

    public static StrictJson Parse(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return Broken(FieldCodes.Required, "must be a JSON object, but the body is empty");
        }

        if (!Utf8.IsValid(bytes.Span))
        {
            return Broken(FieldCodes.Format, "must be UTF-8");
        }

        try
        {
            return new StrictJson(JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = MaxDepth }), null);
        }
        catch (JsonException broken)
        {
            var (line, position) = (broken.LineNumber + 1, broken.BytePositionInLine + 1);
            return Broken(FieldCodes.Format, $"must be JSON of at most {MaxDepth} levels: it breaks off at line {line}, byte {position}");
        }
    }

    /// <summary>All that keeps the JSON from being what the contract says; empty when nothing does.</summary>
    public IReadOnlyList<Violation> CheckAgainst(JsonShape shape, bool isMergePatch = false) =>
        _syntaxError is null ? new JsonCheck(isMergePatch).Run(Root, shape) : [_syntaxError];

    public void Dispose() => _document?.Dispose();

    private static StrictJson Broken(string code, string detail) => new(null, Violation.InBody(JsonPointer.Root, code, detail));
}
