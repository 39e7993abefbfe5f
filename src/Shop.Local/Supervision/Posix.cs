using System.Runtime.InteropServices;

namespace Shop.Local.Supervision;

/// <summary>Signals to process groups, which .NET has no word for.</summary>
internal static partial class Posix
{
    /// <summary>To the process alone: it ends its own children in order.</summary>
    public static void Signal(int pid, PosixSignalNumber signal) => _ = Kill(pid, (int)signal);

    /// <summary>To the node's whole process group, as a container engine would: nginx has workers, Redis forks to save.</summary>
    public static void SignalGroup(int pid, PosixSignalNumber signal)
    {
        if (Kill(-pid, (int)signal) != 0)
        {
            _ = Kill(pid, (int)signal); // it has only just been started and has no group of its own yet
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int pid, int signal);
}

internal enum PosixSignalNumber
{
    None = 0,
    Hup = 1,
    Quit = 3,
    Kill = 9,
    Term = 15,
    Cont = 18,
    Stop = 19,
}
