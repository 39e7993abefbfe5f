using System.Globalization;

namespace Shop.Local.Supervision;

/// <summary>
/// A process beyond doubt: the kernel gives a number to another process one day, but never with the same start time (field 22 of
/// /proc/PID/stat). Every node is the leader of its own process group.
/// </summary>
internal readonly record struct ProcessIdentity(int Pid, long StartTime)
{
    public bool IsAlive => Stat.Read(Pid) is { } stat && stat.StartTime == StartTime && !stat.IsDead;

    /// <summary>
    /// Whether anything of the node is left. A number is not given away while a process group bears it, so a group whose leader is gone
    /// is still the node's, unless a new process has the number, which then has another start time.
    /// </summary>
    public bool IsGroupAlive
    {
        get
        {
            var (pid, startTime) = this;
            return Stat.Read(pid) switch
            {
                { } leader when leader.StartTime != startTime => false,
                { IsDead: false } => true,
                _ => Stat.All().Any(member => member.Group == pid && !member.IsDead),
            };
        }
    }

    public static ProcessIdentity? Of(int pid) => Stat.Read(pid) is { } stat ? new ProcessIdentity(pid, stat.StartTime) : null;

    /// <summary>What a node's start left in its record, <c>PID STARTTIME</c>.</summary>
    public static ProcessIdentity? FromRecord(string path)
    {
        var words = File.Exists(path) ? File.ReadAllText(path).Split(' ', StringSplitOptions.TrimEntries) : [];
        return words.Length == 2
            && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var startTime)
                ? new ProcessIdentity(pid, startTime)
                : null;
    }

    public void Signal(PosixSignalNumber signal)
    {
        if (IsAlive)
        {
            Posix.Signal(Pid, signal);
        }
    }

    public void SignalGroup(PosixSignalNumber signal)
    {
        if (IsGroupAlive)
        {
            Posix.SignalGroup(Pid, signal);
        }
    }

    /// <summary>Whether nothing of it is left within the limit.</summary>
    public async Task<bool> IsGoneWithinAsync(TimeSpan limit, CancellationToken cancellation = default)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (IsGroupAlive)
        {
            if (TimeProvider.System.GetElapsedTime(began) > limit)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellation);
        }

        return true;
    }
}
