using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Shop.Local.Stack;
using Shop.Testing;

namespace Shop.Local.Tests;

/// <summary>backup.sh and restore.sh against real Redis nodes and Sentinels.</summary>
public sealed class BackupScriptTests : IAsyncLifetime
{
    private readonly RedisTrio _trio = new();
    private readonly string _folder = TestFolder.Make("backup");

    private string File => Path.Combine(_folder, "trio.backup");

    private string Part => $"{File}.part";

    private string[] DataDirectories => [.. Enumerable.Range(1, 3).Select(i => _trio.DataDirectory($"redis-{i}"))];

    public Task InitializeAsync() => _trio.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _trio.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_was_written_before_a_backup_began_returns_on_every_node_and_nothing_else()
    {
        await _trio.WriteAsync("before", "yes");
        var manifest = await BackUpAsync();
        await _trio.WriteAsync("after", "yes");

        await RestoreAsync("prepare", File);
        await _trio.StopAllInOrderAsync();
        await RestoreAsync("switch");
        _trio.StartAll();
        await Eventually.True(_trio.IsWholeAsync, "the trio is whole again", TimeSpan.FromSeconds(60));

        Assert.Equal("yes", await _trio.ReadAsync("before"));
        Assert.Null(await _trio.ReadAsync("after"));
        Assert.Equal(1, manifest.GetProperty("keys").GetInt64());
        var master = _trio.Nodes.Single(node => node.Name == "redis-1");
        Assert.NotEqual(master.Address, manifest.GetProperty("node").GetString()); // which has enough to do
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public async Task An_undone_switch_leaves_the_data_of_before_wherever_the_undoing_was_cut_off()
    {
        await _trio.WriteAsync("before", "yes");
        await BackUpAsync();
        await _trio.WriteAsync("after", "yes");
        await RestoreAsync("prepare", File);
        await _trio.StopAllInOrderAsync();

        await RestoreAsync("switch");
        var beside = Directory.CreateDirectory(Path.Combine(DataDirectories[0], "restored"));
        Directory.Move(Path.Combine(DataDirectories[0], "appendonlydir"), Path.Combine(beside.FullName, "appendonlydir"));
        await RestoreAsync("undo");
        await RestoreAsync("undo");
        _trio.StartAll();
        await Eventually.True(_trio.IsWholeAsync, "the trio is whole again", TimeSpan.FromSeconds(60));

        Assert.Equal("yes", await _trio.ReadAsync("after"));
        Assert.DoesNotContain(DataDirectories, directory => Directory.Exists(Path.Combine(directory, "before-restore")));
    }

    [Fact]
    public async Task One_flipped_bit_anywhere_is_seen_and_nothing_is_touched()
    {
        await _trio.WriteAsync("key", new string('x', 5000));
        await BackUpAsync();
        var good = await System.IO.File.ReadAllBytesAsync(File);
        var manifest = good.AsSpan().LastIndexOf("{\"format\""u8);
        var end = good.Length;
        int[] places = [0, 9, manifest / 2, manifest - 2, manifest - 1, manifest, manifest + 30, manifest + 150, end - 67, end - 66, end - 1];

        foreach (var place in places)
        {
            var bad = good.ToArray();
            bad[place] ^= 1;
            await System.IO.File.WriteAllBytesAsync(File, bad);
            var (code, _, errors) = await RunAsync($"{Script("restore.sh")} prepare {File} {string.Join(' ', DataDirectories)}");

            Assert.Equal(1, code);
            Assert.Contains("is damaged", Assert.Single(errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        }

        await System.IO.File.WriteAllBytesAsync(File, good[..^1]);
        Assert.Equal(1, (await RunAsync($"{Script("restore.sh")} check {File}")).Code);
        Assert.DoesNotContain(DataDirectories, directory => Directory.Exists(Path.Combine(directory, "restored")));
    }

    [Fact]
    public async Task A_backup_of_a_newer_Redis_is_refused()
    {
        await BackUpAsync();
        var text = Encoding.Latin1.GetString(await System.IO.File.ReadAllBytesAsync(File));
        var start = text.LastIndexOf("{\"format\"", StringComparison.Ordinal);
        var redis = JsonDocument.Parse(text[start..text.IndexOf('\n', start)]).RootElement.GetProperty("redis").GetString()!;
        foreach (var (version, expected) in new[] { (redis, 0), ("6.2.14", 0), ("99.0.1", 1) })
        {
            var manifest = text[start..text.IndexOf('\n', start)].Replace($"\"redis\":\"{redis}\"", $"\"redis\":\"{version}\"");
            var sum = Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(manifest)));
            await System.IO.File.WriteAllBytesAsync(File, Encoding.Latin1.GetBytes($"{text[..start]}{manifest}\n{sum}\n"));

            var (code, _, errors) = await RunAsync($"{Script("restore.sh")} check {File}");
            Assert.Equal(expected, code);
            Assert.Equal(expected == 1, errors.Contains("newer than the", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_file_that_is_there_is_not_overwritten_and_a_full_disk_leaves_nothing()
    {
        await System.IO.File.WriteAllTextAsync(File, "precious");
        var (code, _, errors) = await RunAsync(Backup);
        Assert.Equal(1, code);
        Assert.Contains("is there already", errors);
        Assert.Equal("precious", await System.IO.File.ReadAllTextAsync(File));

        System.IO.File.Delete(File);
        await _trio.WriteAsync("random", Convert.ToHexString(RandomNumberGenerator.GetBytes(20_000))); // does not compress below the limit
        (code, _, errors) = await RunAsync($"trap '' XFSZ; ulimit -f 4; {Backup}");
        Assert.Equal(1, code);

        // Which of the two depends on whether a piece of the data ends at the limit.
        Assert.Matches("could not be written|is full", Assert.Single(errors.TrimEnd().Split('\n')));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task A_backup_that_was_killed_leaves_no_file_and_the_next_one_takes_its_place()
    {
        await _trio.PauseAsync("redis-2");
        await _trio.PauseAsync("redis-3");
        var (_, pid, _) = await RunAsync($"{Backup} >/dev/null 2>&1 & until [ -e {Part} ]; do sleep 0.1; done; kill -9 $!; wait; echo $!");
        Assert.False(System.IO.File.Exists(File));

        await Eventually.True(() => !Directory.Exists($"/proc/{pid.Trim()}"), "the killed one is gone");
        await _trio.ResumeAsync("redis-2");
        await _trio.ResumeAsync("redis-3");
        await Eventually.True(async () => (await RunAsync(Backup)).Code == 0, "the next one gets through");
        Assert.False(System.IO.File.Exists(Part));
    }

    [Fact]
    public async Task Whoever_asked_for_a_backup_and_was_killed_gets_none()
    {
        await _trio.PauseAsync("redis-2");
        await _trio.PauseAsync("redis-3");
        await RunAsync($"bash -c '{Backup} & wait' >/dev/null 2>&1 & until [ -e {Part} ]; do sleep 0.1; done; kill -9 $!");
        await _trio.ResumeAsync("redis-2");
        await _trio.ResumeAsync("redis-3");

        await Eventually.True(() => !System.IO.File.Exists(Part), "the script has ended");
        Assert.False(System.IO.File.Exists(File));
    }

    private string Backup => $"{Script("backup.sh")} {File}";

    private static string Script(string name) => Path.Combine(Repository.Root, "ops/redis", name);

    private async Task<JsonElement> BackUpAsync()
    {
        var (code, output, errors) = await RunAsync(Backup);
        Assert.True(code == 0, errors);
        return JsonDocument.Parse(output).RootElement;
    }

    private async Task RestoreAsync(string step, params string[] words)
    {
        var (code, _, errors) = await RunAsync(string.Join(' ', [Script("restore.sh"), step, .. words, .. DataDirectories]));
        Assert.True(code == 0, errors);
    }

    private Task<(int Code, string Output, string Errors)> RunAsync(string line) => Shell.RunAsync(
        line,
        [("REDIS_SENTINEL", _trio.Sentinels), ("REDIS_MASTER_NAME", _trio.MasterName), ("REDIS_BACKUP_PASSWORD", RedisTrio.PasswordOf("REDIS_BACKUP_PASSWORD"))]);
}
