using System.Globalization;

namespace Shop.Local.Drill;

/// <summary>Timings mean little without the machine and what else it does.</summary>
internal static class Machine
{
    /// <summary>As it was at the first look, before the drill's own load.</summary>
    public static string Text { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} cores; load average before the drill: {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
}
