using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Shop.Fuzz.Tests;

/// <summary>
/// JSON that no JSON library writes: lone surrogates, NaN, a name twice. In the tree they are marked with characters that nobody uses.
/// </summary>
internal static partial class Verbatim
{
    private const char NameMark = '\uE000';
    private const char ValueMark = '\uE001';

    private static readonly JsonSerializerOptions Relaxed =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 5000 };

    /// <summary>A value that is written as it stands, without quotes.</summary>
    public static JsonNode Value(string json) => JsonValue.Create(ValueMark + Convert.ToHexString(Encoding.UTF8.GetBytes(json)))!;

    /// <summary>A name that is written as this one, though the object has it already.</summary>
    public static string Again(string name) => name + NameMark;

    public static byte[] Render(JsonNode? node)
    {
        var text = node?.ToJsonString(Relaxed) ?? "null";
        text = Marked().Replace(text, match => Encoding.UTF8.GetString(Convert.FromHexString(match.Groups["hex"].Value)));
        return Encoding.UTF8.GetBytes(text.Replace(Escaped(NameMark), "").Replace(NameMark.ToString(), ""));
    }

    private static string Escaped(char mark) => "\\u" + ((int)mark).ToString("X4", CultureInfo.InvariantCulture);

    [GeneratedRegex("\"(?:\uE001|\\\\uE001)(?<hex>[0-9A-F]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Marked();
}
