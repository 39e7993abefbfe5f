using System.Globalization;

namespace Shop.Api.Http.Unicode;

/// <summary>The Unicode data that composition needs.</summary>
internal sealed class NfcTable
{
    private readonly Dictionary<int, int> classes = [];
    private readonly Dictionary<int, int[]> decompositions = [];
    private readonly Dictionary<(int First, int Second), int> compositions = [];

    private NfcTable(IEnumerable<string> lines)
    {
        foreach (var parts in lines.Where(line => line[0] != '#').Select(line => line.Split(' ')))
        {
            if (parts[0] is "ccc")
            {
                AddClass(parts);
            }
            else
            {
                AddDecomposition(parts);
            }
        }
    }

    public static NfcTable Instance { get; } = new(ReadLines());

    /// <summary>The combining class; 0 for what does not combine.</summary>
    public int ClassOf(int codePoint) => classes.GetValueOrDefault(codePoint);

    /// <summary>One level deep; null for what has no parts.</summary>
    public int[]? PartsOf(int codePoint) => decompositions.GetValueOrDefault(codePoint);

    public bool TryCompose(int first, int second, out int composed) => compositions.TryGetValue((first, second), out composed);

    private void AddClass(string[] parts)
    {
        var range = parts[1].Split('-');
        for (var codePoint = Hex(range[0]); codePoint <= Hex(range[1]); codePoint++)
        {
            classes[codePoint] = int.Parse(parts[2], CultureInfo.InvariantCulture);
        }
    }

    private void AddDecomposition(string[] parts)
    {
        var composes = parts[0][0] != '!';
        var codePoint = Hex(parts[0].TrimStart('!'));
        int[] into = [.. parts[1..].Select(Hex)];
        decompositions[codePoint] = into;
        if (composes)
        {
            compositions[(into[0], into[1])] = codePoint;
        }
    }

    private static IEnumerable<string> ReadLines()
    {
        using var stream = typeof(NfcTable).Assembly.GetManifestResourceStream("nfc.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
