using System.Globalization;
using Shop.Local.Stack;

namespace Shop.Local.Supervision;

/// <summary>
/// The folder of one run of the tests or of a drill: results, and every process that the run starts, recorded. What a killed run left
/// behind, the next one of its kind ends.
/// </summary>
internal sealed class RunFolder : IAsyncDisposable
{
    private const string Owner = "owner";

    private RunFolder(string path) => Path = path;

    public string Path { get; }

    /// <param name="kind">test or drill.</param>
    public static RunFolder Create(string kind)
    {
        var self = ProcessIdentity.Of(Environment.ProcessId)!.Value;
        var path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{Prefix(kind)}{System.IO.Path.GetRandomFileName()}");
        PrivateFile.Directory(path);
        PrivateFile.Write(System.IO.Path.Combine(path, Owner), string.Create(CultureInfo.InvariantCulture, $"{self.Pid} {self.StartTime}\n"));
        return new RunFolder(path);
    }

    public static async Task EndAbandonedAsync(string kind)
    {
        foreach (var path in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), $"{Prefix(kind)}*"))
        {
            try
            {
                if (ProcessIdentity.FromRecord(System.IO.Path.Combine(path, Owner)) is { IsAlive: false })
                {
                    await new RunFolder(path).DisposeAsync();
                }
            }
            catch (UnauthorizedAccessException)
            {
                // another user's run
            }
            catch (DirectoryNotFoundException)
            {
                // another run, which has begun at the same time, ends it as well
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Strays.KillBelowAsync(Path);
        Directory.Delete(Path, recursive: true);
    }

    private static string Prefix(string kind) => $"shop-{kind}-";
}
