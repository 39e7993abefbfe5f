using System.Globalization;

namespace Shop.Bench;

/// <summary>Figures mean little without the machine and what else it does.</summary>
internal static class Conditions
{
    public static string Text { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} cores; load average before the bench: {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
}
