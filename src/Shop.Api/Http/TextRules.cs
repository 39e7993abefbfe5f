using System.Globalization;
using System.Text;

namespace Shop.Api.Http;

/// <summary>Characters that no text of the shop may hold.</summary>
internal static class TextRules
{
    public const string ForbiddenSentence = "must not hold control characters or overrides of the text direction";

    public static bool HasForbidden(string text, bool multiline) => text.EnumerateRunes().Any(rune => IsForbidden(rune, multiline));

    private static bool IsForbidden(Rune rune, bool multiline) => rune.Value switch
    {
        '\n' or '\t' => !multiline,

        // Bidi embeddings, overrides and isolates: they can make a name look like another one.
        (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => true,
        _ => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control,
    };
}
