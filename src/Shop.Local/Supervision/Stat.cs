using System.Globalization;

namespace Shop.Local.Supervision;

/// <summary>A line of /proc/PID/stat.</summary>
internal readonly record struct Stat(int Pid, char State, int Parent, int Group, long StartTime)
{
    public bool IsDead => State is 'Z' or 'X';

    public bool IsPaused => State is 'T';

    public static Stat? Read(int pid)
    {
        try
        {
            return Parse(pid, File.ReadAllText($"/proc/{pid}/stat"));
        }
        catch (IOException)
        {
            return null; // gone between two looks
        }
    }

    public static IEnumerable<Stat> All() =>
        Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0)
            .Select(Read)
            .OfType<Stat>();

    /// <summary>The second field is the program's name in brackets, which may hold spaces and brackets itself.</summary>
    private static Stat Parse(int pid, string line)
    {
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        return new Stat(pid, fields[0][0], Number(fields[1]), Number(fields[2]), long.Parse(fields[19], CultureInfo.InvariantCulture));
    }

    private static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);
}
