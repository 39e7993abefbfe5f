using System.Globalization;
using Shop.Local;

namespace Shop.Bench;

/// <summary>What <c>./shop bench</c> takes.</summary>
/// <param name="Rounds">How often the contestants take turns; a figure is the median of its rounds.</param>
internal sealed record BenchOptions(IReadOnlyList<Suite> Suites, int Rounds)
{
    private const int UsualRounds = 5;

    public static BenchOptions Read(IReadOnlyList<string> arguments)
    {
        var (names, rounds) = (new List<string>(), UsualRounds);
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == "--rounds")
            {
                rounds = Number(i + 1 < arguments.Count ? arguments[++i] : "");
            }
            else
            {
                names.Add(arguments[i]);
            }
        }

        return new BenchOptions(names.Count == 0 ? throw new Refusal(Suite.Choice) : [.. names.Select(Suite.Named)], rounds);
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) && rounds is >= 1 and <= 100
            ? rounds
            : throw new Refusal($"--rounds takes a whole number from 1 to 100, not '{text}'.");
}
