using System.Text;

namespace Shop.Api.Http.Unicode;

/// <summary>
/// Canonical composition, by the algorithm of the Unicode Standard (3.11). The framework leaves this to ICU, which the shop does without:
/// with InvariantGlobalization <see cref="string.Normalize()"/> hands back what it was given.
/// </summary>
internal static class Nfc
{
    // Nothing below the first combining mark ever changes.
    private const char FirstCombining = '\u0300';

    private static readonly NfcTable Table = NfcTable.Instance;

    /// <param name="text">Without lone surrogates.</param>
    public static string Compose(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange(FirstCombining, char.MaxValue))
        {
            return text;
        }

        var codePoints = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            Decompose(rune.Value, codePoints);
        }

        Order(codePoints);
        Compose(codePoints);
        var composed = new StringBuilder(text.Length);
        foreach (var codePoint in codePoints)
        {
            composed.Append(new Rune(codePoint));
        }

        return composed.ToString();
    }

    private static void Decompose(int codePoint, List<int> into)
    {
        if (Hangul.TryDecompose(codePoint, into))
        {
            return;
        }

        if (Table.PartsOf(codePoint) is not { } parts)
        {
            into.Add(codePoint);
            return;
        }

        foreach (var part in parts)
        {
            Decompose(part, into);
        }
    }

    /// <summary>Marks behind one starter stand in the order of their classes; those of one class keep theirs.</summary>
    private static void Order(List<int> codePoints)
    {
        for (var start = 0; start < codePoints.Count; start++)
        {
            var end = start;
            while (end < codePoints.Count && Table.ClassOf(codePoints[end]) != 0)
            {
                end++;
            }

            // Sorted stably and in place: a text may hold ten thousands of such runs.
            var at = start;
            foreach (var codePoint in codePoints.GetRange(start, end - start).OrderBy(Table.ClassOf))
            {
                codePoints[at++] = codePoint;
            }

            start = end;
        }
    }

    /// <summary>Each mark joins the starter before it, unless one of its own class or a starter stands between them.</summary>
    private static void Compose(List<int> codePoints)
    {
        var (starter, lastClass, length) = (-1, 0, 0);
        foreach (var codePoint in codePoints.ToArray())
        {
            var combiningClass = Table.ClassOf(codePoint);
            var isBlocked = length - 1 > starter && lastClass >= combiningClass;
            if (starter >= 0 && !isBlocked && TryCompose(codePoints[starter], codePoint, out var composed))
            {
                codePoints[starter] = composed;
                continue;
            }

            (starter, lastClass) = (combiningClass == 0 ? length : starter, combiningClass);
            codePoints[length++] = codePoint;
        }

        codePoints.RemoveRange(length, codePoints.Count - length);
    }

    private static bool TryCompose(int first, int second, out int composed) =>
        Hangul.TryCompose(first, second, out composed) || Table.TryCompose(first, second, out composed);
}
