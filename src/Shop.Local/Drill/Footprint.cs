using System.Globalization;
using Shop.Local.Supervision;

namespace Shop.Local.Drill;

/// <summary>What a process takes of its machine.</summary>
internal sealed record Footprint(ProcessIdentity Process, long ResidentKilobytes, long Threads, long Sockets)
{
    /// <summary>Null when it died meanwhile.</summary>
    public static Footprint? Of(ProcessIdentity process)
    {
        try
        {
            var status = File.ReadAllLines($"/proc/{process.Pid}/status");
            var sockets = Directory.EnumerateFiles($"/proc/{process.Pid}/fd").Count(IsSocket);
            return process.IsAlive ? new Footprint(process, Number(status, "VmRSS:"), Number(status, "Threads:"), sockets) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool IsSocket(string descriptor) =>
        new FileInfo(descriptor).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true;

    private static long Number(IEnumerable<string> status, string name) => long.Parse(
        status.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Replace("kB", "", StringComparison.Ordinal),
        CultureInfo.InvariantCulture);
}
