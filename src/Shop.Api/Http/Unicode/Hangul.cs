namespace Shop.Api.Http.Unicode;

/// <summary>Korean syllables are arithmetic: leading consonant, vowel, perhaps a trailing consonant (the Unicode Standard, 3.12).</summary>
internal static class Hangul
{
    private const int FirstSyllable = 0xAC00;
    private const int FirstLeading = 0x1100;
    private const int FirstVowel = 0x1161;
    private const int BeforeTrailing = 0x11A7;
    private const int LeadingCount = 19;
    private const int VowelCount = 21;
    private const int TrailingCount = 28;
    private const int SyllableCount = LeadingCount * VowelCount * TrailingCount;

    public static bool TryDecompose(int codePoint, List<int> into)
    {
        var index = codePoint - FirstSyllable;
        if (index is < 0 or >= SyllableCount)
        {
            return false;
        }

        into.Add(FirstLeading + (index / (VowelCount * TrailingCount)));
        into.Add(FirstVowel + (index / TrailingCount % VowelCount));
        if (index % TrailingCount is > 0 and var trailing)
        {
            into.Add(BeforeTrailing + trailing);
        }

        return true;
    }

    public static bool TryCompose(int first, int second, out int composed)
    {
        composed = 0;
        if (first - FirstLeading is >= 0 and < LeadingCount and var leading && second - FirstVowel is >= 0 and < VowelCount and var vowel)
        {
            composed = FirstSyllable + (((leading * VowelCount) + vowel) * TrailingCount);
        }
        else if (first - FirstSyllable is >= 0 and < SyllableCount and var syllable && syllable % TrailingCount == 0
            && second - BeforeTrailing is > 0 and < TrailingCount and var trailing)
        {
            composed = first + trailing;
        }

        return composed != 0;
    }
}
