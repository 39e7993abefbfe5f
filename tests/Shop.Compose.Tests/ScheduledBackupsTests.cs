using System.Diagnostics;
using Shop.Local.Stack;
using Shop.Testing;

namespace Shop.Compose.Tests;

/// <summary>ops/compose/scheduled-backups.sh where there is nothing to back up: it says so and goes on.</summary>
public sealed class ScheduledBackupsTests : IDisposable
{
    private static readonly string Script = Path.Combine(Repository.Root, "ops/compose/scheduled-backups.sh");

    private readonly string _folder = TestFolder.Make("backups");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_fails_is_tried_again()
    {
        using var backups = Start([]);
        try
        {
            for (var attempt = 1; attempt <= 2; attempt++)
            {
                Assert.Equal(
                    "No majority of the Sentinels names a master: start what is down and try again.",
                    await backups.StandardError.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)));
            }

            Assert.Empty(Directory.EnumerateFiles(_folder, "*.backup"));
        }
        finally
        {
            backups.Kill(entireProcessTree: true);
            await backups.WaitForExitAsync();
        }
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(0, 0)]
    [InlineData(190, 0)]
    [InlineData(210, 1)]
    public async Task The_check_fails_without_a_backup_that_is_younger_than_two_intervals(int? age, int expected)
    {
        if (age is { } seconds)
        {
            var file = Path.Combine(_folder, "shop-20260101T000000Z.backup");
            await File.WriteAllTextAsync(file, "");
            File.SetLastWriteTimeUtc(file, TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(-seconds));
        }

        var (code, errors) = await EndAsync(Start(["check"]));

        Assert.Equal(expected, code);
        Assert.Equal(expected == 0, errors.Length == 0);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("an hour")]
    public async Task What_is_no_number_of_seconds_is_refused(string interval)
    {
        var (code, errors) = await EndAsync(Start([], interval));

        Assert.Equal(1, code);
        Assert.Equal($"BACKUP_SECONDS and BACKUP_KEEP are whole numbers above 0, not \"{interval}\".\n", errors);
    }

    private Process Start(string[] arguments, string interval = "100")
    {
        var start = new ProcessStartInfo("dash", [Script, .. arguments]) { UseShellExecute = false, RedirectStandardError = true };
        foreach (var (name, value) in new[]
        {
            ("BACKUP_DIRECTORY", _folder), ("BACKUP_SECONDS", interval), ("REDIS_SENTINEL", "127.0.0.1:1"), ("REDIS_BACKUP_PASSWORD", "none"),
        })
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static async Task<(int Code, string Errors)> EndAsync(Process process)
    {
        using (process)
        {
            var errors = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, errors);
        }
    }
}
