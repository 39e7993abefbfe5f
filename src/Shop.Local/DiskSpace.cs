namespace Shop.Local;

internal static class DiskSpace
{
    private const long Needed = 200L * 1024 * 1024;
    private const int NoSpaceLeft = 28; // ENOSPC
    private const int QuotaExceeded = 122; // EDQUOT

    public static void Check(string directory) => Check(directory, new DriveInfo(directory).AvailableFreeSpace);

    internal static void Check(string directory, long free)
    {
        if (free < Needed)
        {
            var left = free / 1024 / 1024;
            throw new Refusal($"The disk that holds {directory} has {left} MB left; the shop needs at least 200. Make room and try again.");
        }
    }

    public static bool IsFull(IOException problem) => (problem.HResult & 0xFFFF) is NoSpaceLeft or QuotaExceeded;
}
