using System.Diagnostics;
using Shop.Local.Nodes;
using Shop.Local.Packages;
using Shop.Local.Stack;

namespace Shop.Local.Supervision;

/// <summary>Starts a node's process so that it can be found again whatever happens to the one who started it.</summary>
internal static class NodeStart
{
    private const long LogLimit = 10 * 1024 * 1024;

    /// <summary>
    /// The shell writes its own pid and start time into the record and only then becomes the node (exec keeps both), in a session and
    /// process group of its own. So no node can run unrecorded, not even when the supervisor is killed between two instructions.
    /// </summary>
    private const string Script = """
        record=$1 log=$2
        shift 2
        read -r stat <"/proc/$$/stat"
        started() { shift 19; printf %s "$1"; }
        printf '%s %s\n' "$$" "$(started ${stat##*) })" >"$record.new" && mv "$record.new" "$record" || exit 1
        exec setsid "$@" >>"$log" 2>&1 </dev/null
        """;

    /// <exception cref="IOException">The disk is full, or the state directory is gone.</exception>
    public static Process Run(StackLayout layout, string name, Launch launch)
    {
        PrivateFile.Directory(layout.LogDirectory);
        PrivateFile.Directory(layout.RecordDirectory);
        RotateLog(layout.LogOf(name));
        var start = new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", Script, "shop-node", layout.RecordOf(name), layout.LogOf(name) },
            WorkingDirectory = layout.Directory,
        };
        foreach (var word in launch.Command)
        {
            start.ArgumentList.Add(word);
        }

        SetEnvironment(start, launch);
        return Process.Start(start) ?? throw new InvalidOperationException("A shell that is started is a new process.");
    }

    private static void SetEnvironment(ProcessStartInfo start, Launch launch)
    {
        if (!launch.InheritsEnvironment)
        {
            start.Environment.Clear();
            start.Environment["HOME"] = Environment.GetEnvironmentVariable("HOME") ?? "/";
        }

        start.Environment["PATH"] = Programs.SearchPath;
        foreach (var (name, value) in launch.Environment)
        {
            start.Environment[name] = value;
        }
    }

    private static void RotateLog(string log)
    {
        if (new FileInfo(log) is { Exists: true, Length: > LogLimit })
        {
            File.Move(log, $"{log}.1", overwrite: true);
        }
    }
}
