using System.Globalization;
using Shop.Local.Stack;
using Shop.Local.Supervision;

namespace Shop.Local.Testing;

/// <summary>
/// The folder of one test run: results, and every process that a test starts, recorded. What a killed run left behind, the next one ends.
/// </summary>
internal sealed class TestRunFolder : IAsyncDisposable
{
    private const string Prefix = "shop-test-";
    private const string Owner = "owner";

    private TestRunFolder(string path) => Path = path;

    public string Path { get; }

    public static TestRunFolder Create()
    {
        var self = ProcessIdentity.Of(Environment.ProcessId)!.Value;
        var path = PrivateFile.Directory(System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{Prefix}{System.IO.Path.GetRandomFileName()}"));
        PrivateFile.Write(System.IO.Path.Combine(path, Owner), string.Create(CultureInfo.InvariantCulture, $"{self.Pid} {self.StartTime}\n"));
        return new TestRunFolder(path);
    }

    public static async Task EndAbandonedAsync()
    {
        foreach (var path in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), $"{Prefix}*"))
        {
            try
            {
                if (ProcessIdentity.FromRecord(System.IO.Path.Combine(path, Owner)) is { IsAlive: false })
                {
                    await new TestRunFolder(path).DisposeAsync();
                }
            }
            catch (UnauthorizedAccessException)
            {
                // another user's run
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Strays.KillBelowAsync(Path);
        Directory.Delete(Path, recursive: true);
    }
}
