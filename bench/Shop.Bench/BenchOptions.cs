using System.Globalization;
using Shop.Local;
using Shop.Local.Commands;

namespace Shop.Bench;

/// <summary>What <c>./shop bench</c> takes.</summary>
/// <param name="Rounds">How often the contestants take turns; a figure is the median of its rounds.</param>
/// <param name="Report">Where the page goes; null is nowhere.</param>
internal sealed record BenchOptions(IReadOnlyList<Suite> Suites, int Rounds, string? Report)
{
    private const string UsualRounds = "5";

    /// <param name="words">What follows <c>./shop bench</c>.</param>
    public static BenchOptions Read(IEnumerable<string> words)
    {
        var arguments = new Arguments(["bench", .. words]);
        var rounds = Number(arguments.TakeOption("--rounds") ?? UsualRounds);
        var report = arguments.TakeOption("--report");
        var names = new List<string>();
        while (arguments.TakeWord() is { } name)
        {
            names.Add(name);
        }

        arguments.End();
        var suites = Suite.Named(names.Count == 0 ? throw new Refusal(Suite.Choice) : names);
        return new BenchOptions(suites, rounds, report is null ? null : Path.Combine(CalledFrom, report));
    }

    private static string CalledFrom => Environment.GetEnvironmentVariable("SHOP_CALLED_FROM") ?? Environment.CurrentDirectory;

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) && rounds is >= 1 and <= 100
            ? rounds
            : throw new Refusal($"--rounds takes a whole number from 1 to 100, not '{text}'.");
}
