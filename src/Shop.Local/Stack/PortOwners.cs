using System.Globalization;

namespace Shop.Local.Stack;

/// <summary>Who listens on which port, out of /proc: best effort, since another user's processes hide their descriptors.</summary>
internal static class PortOwners
{
    private const string Listening = "0A";
    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <exception cref="Refusal">One of the stack's ports is taken.</exception>
    public static void RefuseTaken(StackLayout layout)
    {
        var listening = Listeners();
        var taken = layout.Nodes
            .SelectMany(node => node.Ports, (node, port) => (node, port))
            .Where(need => listening.ContainsKey(need.port))
            .Select(need => $"Port {need.port}, which {need.node.Name} needs, is taken by {Owner(listening[need.port])}.")
            .ToArray();
        if (taken.Length > 0)
        {
            throw new Refusal($"{string.Join('\n', taken)}\nEnd it, or give this stack other ports: ./shop up --port-offset 100.");
        }
    }

    private static Dictionary<int, string> Listeners()
    {
        var listeners = new Dictionary<int, string>();
        foreach (var table in Tables.Where(File.Exists))
        {
            foreach (var line in File.ReadLines(table).Skip(1))
            {
                var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (fields[3] == Listening)
                {
                    var port = fields[1].AsSpan(fields[1].LastIndexOf(':') + 1);
                    listeners.TryAdd(int.Parse(port, NumberStyles.HexNumber, CultureInfo.InvariantCulture), fields[9]);
                }
            }
        }

        return listeners;
    }

    private static string Owner(string inode)
    {
        var socket = $"socket:[{inode}]";
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            try
            {
                if (Directory.EnumerateFileSystemEntries(Path.Combine(process, "fd")).Any(fd => new FileInfo(fd).LinkTarget == socket))
                {
                    return $"{File.ReadAllText(Path.Combine(process, "comm")).Trim()} (pid {Path.GetFileName(process)})";
                }
            }
            catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
            {
                // gone meanwhile, or another user's
            }
        }

        return "a program of another user";
    }
}
