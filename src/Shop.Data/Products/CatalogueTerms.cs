using System.Globalization;
using System.Text;

namespace Shop.Data.Products;

/// <summary>What the catalogue's indexes know a product by. Text is made comparable here, for Redis compares bytes.</summary>
internal static class CatalogueTerms
{
    private const char End = '\n';

    /// <summary>Code points in lower case: their order in UTF-8 is the order of the bytes.</summary>
    public static string SortName(string name) => name.ToLowerInvariant();

    /// <summary>All that filters may look for, sorted by bytes, each with the end mark.</summary>
    public static string Of(CatalogueEntry entry)
    {
        var details = entry.Details;
        string[] terms =
        [
            Currency(entry.Price.Currency),
            .. string.IsNullOrEmpty(details.Brand) ? [] : new[] { Brand(details.Brand) },
            .. details.Categories.Select(Category),
            .. details.Tags.Select(Tag),
            .. Words($"{entry.Name} {details.Brand} {entry.Sku}").Select(word => Word(word) + End),
        ];
        return string.Concat(terms.Distinct(StringComparer.Ordinal).Order(ByBytes));
    }

    public static string Category(string slug) => $"c:{slug}{End}";

    public static string Tag(string slug) => $"t:{slug}{End}";

    public static string Brand(string brand) => $"b:{Fold(brand)}{End}";

    public static string Currency(string code) => $"m:{code}{End}";

    /// <summary>The beginnings that every match of a search has. A text without any word is a word that no product has.</summary>
    public static IEnumerable<string> Search(string text) =>
        Words(text).Distinct(StringComparer.Ordinal).DefaultIfEmpty(End.ToString()).Select(Word);

    private static string Word(string word) => $"w:{word}";

    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in Fold(text).EnumerateRunes())
        {
            if (IsOfWord(rune))
            {
                word.Append(rune.ToString());
            }
            else if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }

    // Marks belong to the letter before them: Hindi would fall apart without.
    private static bool IsOfWord(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // Up, then down: the two small sigmas of Greek have one capital.
    private static string Fold(string text) => text.ToUpperInvariant().ToLowerInvariant();

    private static Comparer<string> ByBytes { get; } = Comparer<string>.Create(
        (left, right) => Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right)));
}
