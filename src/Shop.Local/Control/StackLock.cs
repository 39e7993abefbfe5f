namespace Shop.Local.Control;

/// <summary>A lock file: .NET takes flock on it, which the kernel gives back when the process ends, however it ends.</summary>
internal sealed class StackLock : IDisposable
{
    private const int WouldBlock = 11; // EWOULDBLOCK: somebody else has it; anything else is trouble with the file

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly FileStream _file;

    private StackLock(FileStream file) => _file = file;

    public static StackLock? TryTake(string path)
    {
        try
        {
            return new StackLock(new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }));
        }
        catch (IOException busy) when ((busy.HResult & 0xFFFF) == WouldBlock)
        {
            return null;
        }
    }

    public static bool IsHeld(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var free = TryTake(path);
        return free is null;
    }

    /// <summary>Waits for another command that holds it.</summary>
    public static async Task<StackLock> TakeAsync(string path, TimeSpan limit, Action onWait)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var looks = new PeriodicTimer(Interval);
        var told = false;
        while (true)
        {
            if (TryTake(path) is { } taken)
            {
                return taken;
            }

            if (TimeProvider.System.GetElapsedTime(began) > limit)
            {
                throw new Refusal("Another ./shop command has been at work on this stack for minutes: end it first.");
            }

            if (!told)
            {
                onWait();
                told = true;
            }

            await looks.WaitForNextTickAsync();
        }
    }

    public void Dispose() => _file.Dispose();
}
