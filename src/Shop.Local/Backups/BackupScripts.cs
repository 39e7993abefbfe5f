using System.Diagnostics;
using Shop.Local.Nodes;
using Shop.Local.Packages;
using Shop.Local.Stack;

namespace Shop.Local.Backups;

/// <summary>The scripts of ops/redis that know what a backup looks like; containers use the same ones.</summary>
internal sealed class BackupScripts(StackLayout layout)
{
    private readonly string[] _dataDirectories = [.. layout.Of(NodeKind.Redis).Select(layout.DirectoryOf)];

    /// <exception cref="Refusal">No replica is in step, the file is there already, the disk is full.</exception>
    public async Task<BackupManifest> BackUpAsync(Settings settings, string file) => BackupManifest.Parse(await RunAsync(
        "backup.sh",
        [file],
        new Dictionary<string, string>(RedisTls.Prepare(layout, settings), StringComparer.Ordinal)
        {
            ["REDIS_SENTINEL"] = layout.Sentinels,
            ["REDIS_MASTER_NAME"] = settings.MasterName,
            ["REDIS_BACKUP_PASSWORD"] = settings.Password("REDIS_BACKUP_PASSWORD"),
            ["SHOP_VERSION"] = typeof(BackupScripts).Assembly.GetName().Version!.ToString(fieldCount: 3),
        }));

    /// <exception cref="Refusal">The file is damaged, or of a newer Redis.</exception>
    public async Task<BackupManifest> CheckAsync(string file) => BackupManifest.Parse(await RestoreAsync("check", file));

    /// <summary>Lays the backup's data beside the present; the shop may sell meanwhile.</summary>
    public Task PrepareAsync(string file)
    {
        foreach (var directory in _dataDirectories)
        {
            PrivateFile.Directory(directory);
        }

        return RestoreAsync(["prepare", file, .. _dataDirectories]);
    }

    /// <summary>Makes it the data; everything must be stopped.</summary>
    public Task SwitchAsync() => RestoreAsync(["switch", .. _dataDirectories]);

    /// <summary>Back to the data of before; everything must be stopped.</summary>
    public Task UndoAsync() => RestoreAsync(["undo", .. _dataDirectories]);

    /// <summary>Removes the data of before.</summary>
    public Task FinishAsync() => RestoreAsync(["finish", .. _dataDirectories]);

    /// <exception cref="Refusal">A restore was cut off: nobody but a person can tell which data is wanted.</exception>
    public void RefuseCutOff()
    {
        if (_dataDirectories.Any(directory => Directory.Exists(Path.Combine(directory, "before-restore"))))
        {
            var script = Path.Combine(layout.Root, "ops/redis/restore.sh");
            var directories = string.Join(' ', _dataDirectories);
            throw new Refusal(
                "A restore was cut off. With the shop down, choose the data:\n"
                + $"  {script} undo {directories}   puts that of before the restore back\n"
                + $"  {script} finish {directories}   keeps what is there now");
        }
    }

    private Task<string> RestoreAsync(params string[] words) => RunAsync("restore.sh", words, []);

    private async Task<string> RunAsync(string script, string[] words, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(Path.Combine(layout.Root, "ops/redis", script), words)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = Programs.SearchPath;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new Refusal($"{script} can't be started.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new Refusal(errors.Trim());
    }
}
