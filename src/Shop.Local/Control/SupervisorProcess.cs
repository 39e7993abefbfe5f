using System.Diagnostics;
using System.Globalization;
using Shop.Local.Nodes;
using Shop.Local.Packages;
using Shop.Local.Stack;
using Shop.Local.Supervision;

namespace Shop.Local.Control;

/// <summary>The background process that owns the nodes. Its lock says whether it lives; its record says who it is.</summary>
internal static class SupervisorProcess
{
    private const string Name = "supervisor";

    /// <summary>A session of its own, and no descriptor of the terminal or of a pipe that the caller waits on.</summary>
    private const string Script = """
        log=$1
        shift
        exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
        exec setsid "$@" >>"$log" 2>&1 </dev/null
        """;

    public static bool IsAlive(StackLayout layout) => StackLock.IsHeld(LockOf(layout));

    /// <summary>Held for as long as the supervisor lives; null when another one lives.</summary>
    public static StackLock? Claim(StackLayout layout)
    {
        var held = StackLock.TryTake(LockOf(layout));
        if (held is not null && ProcessIdentity.Of(Environment.ProcessId) is { } self)
        {
            PrivateFile.Directory(layout.RecordDirectory);
            PrivateFile.Write(layout.RecordOf(Name), string.Create(CultureInfo.InvariantCulture, $"{self.Pid} {self.StartTime}\n"));
        }

        return held;
    }

    /// <summary>Starts it out of a copy of this program, so that a rebuild does not pull the files from under it.</summary>
    public static void Start(StackLayout layout, int offset)
    {
        var program = Path.Combine(layout.Directory, Name);
        ProgramCopy.Replace(AppContext.BaseDirectory, program);
        PrivateFile.Directory(layout.LogDirectory);
        var start = new ProcessStartInfo("/bin/sh")
        {
            ArgumentList =
            {
                "-c", Script, "shop-supervisor", layout.LogOf(Name), "dotnet", Path.Combine(program, "Shop.Local.dll"),
                "--port-offset", offset.ToString(CultureInfo.InvariantCulture), "supervise",
            },
            WorkingDirectory = layout.Directory,
        };
        start.Environment["SHOP_ROOT"] = layout.Root;
        start.Environment["PATH"] = Programs.SearchPath;
        using var started = Process.Start(start);
    }

    /// <summary>Ends one that hangs, by its recorded pid and start time.</summary>
    public static async Task EndAsync(StackLayout layout)
    {
        if (ProcessIdentity.FromRecord(layout.RecordOf(Name)) is { } supervisor)
        {
            supervisor.Signal(PosixSignalNumber.Kill);
            await supervisor.IsGoneWithinAsync(TimeSpan.FromSeconds(5));
        }
    }

    private static string LockOf(StackLayout layout) => Path.Combine(layout.Directory, "supervisor.lock");
}
