using System.Text.Json;
using Shop.Local.Stack;
using Shop.Local.Supervision;
using Shop.Local.Wire;
using Shop.Testing;

namespace Shop.Local.Tests;

/// <summary>The supervisor as its own process, with real nodes; the API is not built here, so its replicas are down throughout.</summary>
public sealed class SupervisorTests : IAsyncLifetime
{
    private readonly ScratchShop _scratch = new();

    public async Task InitializeAsync()
    {
        PrivateFile.Directory(_scratch.Layout.Directory);
        EnvFile.Ensure(_scratch.Layout);
        using var supervisor = _scratch.Start("supervise");
        await Eventually.True(() => Record("redis-3") is { IsAlive: true }, "redis-3 runs");
        await Eventually.True(async () => await StateAsync("redis-3") == "running", "the supervisor answers");
    }

    public async Task DisposeAsync()
    {
        await _scratch.RunAsync("down");
        _scratch.Dispose();
    }

    [Fact]
    public async Task A_node_that_dies_unasked_is_back_at_once()
    {
        var before = Record("redis-3")!.Value;
        before.SignalGroup(PosixSignalNumber.Kill);

        await Eventually.True(() => Record("redis-3") is { IsAlive: true } now && now != before, "redis-3 is back", TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Killed_nginx_leaves_no_worker_that_would_hold_its_port()
    {
        await Eventually.True(() => Record("nginx") is { } nginx && Stat.All().Any(stat => stat.Parent == nginx.Pid), "nginx has workers");
        var before = Record("nginx")!.Value;
        Posix.Signal(before.Pid, PosixSignalNumber.Kill);

        await Eventually.True(() => Record("nginx") is { IsAlive: true } now && now != before, "nginx is back");
        Assert.False(before.IsGroupAlive);
    }

    [Fact]
    public async Task What_was_paused_or_killed_on_request_stays_so()
    {
        Assert.Equal(0, (await _scratch.RunAsync("pause", "redis-2")).Code);
        Assert.Equal(0, (await _scratch.RunAsync("kill", "redis-3")).Code);
        var dead = Record("redis-3")!.Value;

        var witness = Record("node-exporter")!.Value; // once it has died and come back, redis-3 could have, too
        witness.SignalGroup(PosixSignalNumber.Kill);
        await Eventually.True(() => Record("node-exporter") is { IsAlive: true } now && now != witness, "node-exporter is back");
        Assert.Equal("paused", await StateAsync("redis-2"));
        Assert.Equal("stopped", await StateAsync("redis-3"));
        Assert.Equal(dead, Record("redis-3"));

        Assert.Equal(0, (await _scratch.RunAsync("resume", "redis-2")).Code);
        Assert.Equal(0, (await _scratch.RunAsync("start", "redis-3")).Code);
        Assert.Equal("running", await StateAsync("redis-2"));
        await Eventually.True(() => Record("redis-3") is { IsAlive: true }, "redis-3 is back");
    }

    [Fact]
    public async Task A_node_that_can_not_stay_up_is_shown_as_failed() =>
        await Eventually.True(async () => await StateAsync("api-1") == "failed", "api-1, which is not built, is shown as failed");

    [Fact]
    public async Task After_kill_9_of_the_supervisor_down_leaves_no_process()
    {
        var processes = _scratch.Layout.Nodes.Select(node => Record(node.Name)).OfType<ProcessIdentity>().ToArray();
        var supervisor = Record("supervisor")!.Value;
        supervisor.Signal(PosixSignalNumber.Kill);
        await Eventually.True(() => !supervisor.IsAlive, "the supervisor is gone");
        Assert.Equal("running", await StateAsync("redis-3"));

        Assert.Equal(0, (await _scratch.RunAsync("down")).Code);
        Assert.DoesNotContain(processes, process => process.IsGroupAlive);
        Assert.True(File.Exists(Path.Combine(_scratch.Layout.DirectoryOf(_scratch.Layout.Named("redis-1")), "stopped-in-order")));
    }

    [Fact]
    public async Task Workers_that_outlived_their_nginx_and_the_supervisor_do_not_hold_up_the_end()
    {
        await Eventually.True(() => Record("nginx") is { } nginx && Stat.All().Any(stat => stat.Parent == nginx.Pid), "nginx has workers");
        var nginx = Record("nginx")!.Value;
        Record("supervisor")!.Value.Signal(PosixSignalNumber.Kill);
        Posix.Signal(nginx.Pid, PosixSignalNumber.Kill);
        await Eventually.True(() => !nginx.IsAlive && nginx.IsGroupAlive, "only workers are left");

        using var down = _scratch.Start("down");
        await Eventually.True(() => !nginx.IsGroupAlive, "the workers are gone", TimeSpan.FromSeconds(10)); // they used to get 15 s
        await down.WaitForExitAsync();
        Assert.Equal(0, down.ExitCode);
    }

    [Fact]
    public async Task Up_refuses_a_password_that_was_changed_while_the_shop_runs()
    {
        Origin.Record(_scratch.Layout, Settings.Load(EnvFile.PathFor(_scratch.Layout)));
        await File.AppendAllTextAsync(EnvFile.PathFor(_scratch.Layout), "REDIS_PASSWORD=another\n");

        var (code, _, errors) = await _scratch.RunAsync("up");

        Assert.Equal(1, code);
        Assert.Contains("was made with another REDIS_PASSWORD", errors);
    }

    [Fact]
    public async Task A_second_supervisor_refuses_to_run()
    {
        var (code, _, errors) = await _scratch.RunAsync("supervise");

        Assert.Equal(1, code);
        Assert.Contains("Another supervisor runs this stack", errors);
    }

    [Fact]
    public async Task Down_wipe_removes_the_data_and_keeps_the_secrets()
    {
        Assert.Equal(0, (await _scratch.RunAsync("down", "--wipe")).Code);

        Assert.True(File.Exists(Path.Combine(_scratch.Layout.Directory, ".env")));
        Assert.False(Directory.Exists(_scratch.Layout.DirectoryOf(_scratch.Layout.Named("redis-1"))));
    }

    [Fact]
    public async Task Only_whom_the_Sentinels_name_is_shown_as_master()
    {
        await Eventually.True(async () => await RoleAsync("redis-1") == "master" && await IsReplicaAsync("redis-2"), "redis-1 has a replica");
        await AskAsync("redis-2", "REPLICAOF", "NO", "ONE");

        Assert.Equal("replica", await RoleAsync("redis-2"));
        Assert.Equal("master", await RoleAsync("redis-1"));

        Assert.Equal(0, (await _scratch.RunAsync("kill", "sentinel-1")).Code);
        Assert.Equal(0, (await _scratch.RunAsync("kill", "sentinel-2")).Code);
        Assert.Null(await RoleAsync("redis-1"));
    }

    [Fact]
    public async Task Up_lets_a_paused_node_go_on_and_starts_a_killed_one()
    {
        Assert.Equal(0, (await _scratch.RunAsync("pause", "redis-2")).Code);
        Assert.Equal(0, (await _scratch.RunAsync("kill", "redis-3")).Code);

        var (_, output, _) = await _scratch.RunAsync("up"); // fails later, for the API is not built

        Assert.Contains("The shop runs already. Started what had been stopped or paused: redis-2, redis-3.", output);
        Assert.Equal("running", await StateAsync("redis-2"));
        Assert.Equal("running", await StateAsync("redis-3"));
    }

    private ProcessIdentity? Record(string name) => ProcessIdentity.FromRecord(_scratch.Layout.RecordOf(name));

    private async Task<bool> IsReplicaAsync(string name) => await AskAsync(name, "ROLE") is object?[] and ["slave", ..];

    private async Task<object?> AskAsync(string name, params string[] command)
    {
        var questions = new RedisQuestions(_scratch.Layout, Settings.Load(EnvFile.PathFor(_scratch.Layout)));
        using var connection = await questions.OpenAsync(_scratch.Layout.Named(name), TimeSpan.FromSeconds(5));
        return await connection.AskAsync(command);
    }

    private Task<string?> StateAsync(string name) => FieldAsync(name, "state");

    private Task<string?> RoleAsync(string name) => FieldAsync(name, "role");

    private async Task<string?> FieldAsync(string name, string field)
    {
        var (_, output, _) = await _scratch.RunAsync("status", "--json");
        using var status = JsonDocument.Parse(output);
        var nodes = status.RootElement.GetProperty("nodes").EnumerateArray();
        return nodes.First(node => node.GetProperty("name").GetString() == name).GetProperty(field).GetString();
    }
}
