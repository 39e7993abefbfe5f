using System.Globalization;
using Shop.Local.Commands;

namespace Shop.Local.Drill;

/// <summary>What <c>./shop drill</c> takes.</summary>
/// <param name="Time">From the first call to the last third; a fault that takes longer to heal makes it longer.</param>
/// <param name="Report">Where the page goes; null is nowhere.</param>
/// <param name="Alerts">Whether those who watch run too, and each scenario waits for its alerts.</param>
internal sealed record DrillOptions(IReadOnlyList<Scenario> Scenarios, int Clients, TimeSpan Time, int Repeat, string? Report, bool Alerts)
{
    /// <summary>How long the load runs unharmed before the first fault: as long as a run, or as a tenth of all that follow.</summary>
    public TimeSpan WarmUp => Time * Math.Max(1, Runs / 10);

    public int Runs => Scenarios.Count * Repeat;

    public static DrillOptions Read(Arguments arguments)
    {
        var clients = Number(arguments, "--clients", 64, 1, 256);
        var seconds = Number(arguments, "--seconds", 12, 6, 60);
        var repeat = Number(arguments, "--repeat", 1, 1, 100);
        var report = arguments.TakeOption("--report");
        var alerts = arguments.TakeFlag("--alerts");
        var names = new List<string>();
        while (arguments.TakeWord() is { } name)
        {
            names.Add(name);
        }

        arguments.End();
        return names.Count == 0
            ? throw new Refusal($"{Scenario.Choice}\n\nName one or more: ./shop drill pause-master kill-api, or ./shop drill all.")
            : new DrillOptions(Scenario.Named(names), clients, TimeSpan.FromSeconds(seconds), repeat, report, alerts);
    }

    private static int Number(Arguments arguments, string option, int usual, int least, int most)
    {
        if (arguments.TakeOption(option) is not { } text)
        {
            return usual;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new Refusal($"{option} takes a whole number from {least} to {most}, not '{text}'.");
    }
}
