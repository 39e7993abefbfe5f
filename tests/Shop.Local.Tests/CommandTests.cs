using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Shop.Testing;

namespace Shop.Local.Tests;

/// <summary>The commands as a person meets them, on a stack that does not run.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly ScratchShop _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("bench")]
    [InlineData("nonsense")]
    public async Task An_unknown_command_is_refused_in_one_sentence(string command)
    {
        var (code, output, errors) = await _scratch.RunAsync(command);

        Assert.Equal(1, code);
        Assert.Empty(output);
        Assert.Equal($"There is no command '{command}': ./shop help lists those there are.\n", errors);
    }

    [Theory]
    [InlineData("-100")]
    [InlineData("150")]
    [InlineData("6400")]
    [InlineData("1e3")]
    [InlineData("")]
    public async Task A_port_offset_that_is_no_hundred_up_to_6300_is_refused(string offset)
    {
        var (code, _, errors) = await _scratch.RunAsync("status", $"--port-offset={offset}");

        Assert.Equal(1, code);
        Assert.Equal($"The port offset must be 0 or a multiple of 100 up to 6300, not '{offset}'.\n", errors);
    }

    [Fact]
    public async Task Status_of_what_does_not_run_has_the_promised_shape()
    {
        var (code, output, _) = await _scratch.RunAsync("status", "--json", "--port-offset", "300");

        Assert.Equal(0, code);
        Assert.StartsWith(
            """
            {"running":false,"directory":".shop-300","urls":{"api":"http://127.0.0.1:8380","tls":"https://127.0.0.1:8743","replicas":["http://127.0.0.1:5301","http://127.0.0.1:5302"],"metrics":["http://127.0.0.1:9764/metrics","http://127.0.0.1:9765/metrics"],"prometheus":"http://127.0.0.1:9390","alertmanager":"http://127.0.0.1:9393"},"nodes":[
            """,
            output);
        Assert.Contains("""{"name":"redis-1","kind":"redis","role":null,"address":"127.0.0.1:6679","pid":null,"state":"stopped"}""", output);
        using var status = JsonDocument.Parse(output);
        Assert.Equal(14, status.RootElement.GetProperty("nodes").GetArrayLength());
    }

    [Fact]
    public async Task Up_names_the_taken_port_and_who_has_it_and_starts_nothing()
    {
        using var squatter = new TcpListener(IPAddress.Loopback, _scratch.Layout.Nginx.Port);
        squatter.Start();

        var (code, _, errors) = await _scratch.RunAsync("up");

        Assert.Equal(1, code);
        Assert.Contains($"Port {_scratch.Layout.Nginx.Port}, which nginx needs, is taken by ", errors);
        Assert.Contains($"(pid {Environment.ProcessId})", errors);
        Assert.False(Directory.Exists(_scratch.Layout.RecordDirectory));
        Assert.False(File.Exists(Path.Combine(_scratch.Layout.Directory, "origin"))); // no data was made, so any password still fits
    }

    [Fact]
    public async Task After_a_restore_that_was_cut_off_up_asks_which_data_is_wanted()
    {
        var data = _scratch.Layout.DirectoryOf(_scratch.Layout.Named("redis-2"));
        Directory.CreateDirectory(Path.Combine(data, "before-restore"));

        var (code, _, errors) = await _scratch.RunAsync("up");

        Assert.Equal(1, code);
        Assert.StartsWith("A restore was cut off.", errors);
        Assert.Contains($" undo {_scratch.Layout.DirectoryOf(_scratch.Layout.Named("redis-1"))} {data} ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("restore")]
    public async Task Without_the_name_of_a_file_there_is_no_backup_and_no_restore(string command)
    {
        var (code, _, errors) = await _scratch.RunAsync(command);

        Assert.Equal(1, code);
        Assert.StartsWith($"{command} needs the name of a ", errors);
    }

    [Fact]
    public async Task A_state_directory_that_can_not_be_made_is_one_sentence()
    {
        await File.WriteAllTextAsync(_scratch.Layout.Directory, "");

        var (code, _, errors) = await _scratch.RunAsync("up");

        Assert.Equal(1, code);
        Assert.Contains(_scratch.Layout.Directory, Assert.Single(errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Down_with_nothing_running_says_so()
    {
        var (code, output, _) = await _scratch.RunAsync("down");

        Assert.Equal(0, code);
        Assert.Equal("Nothing runs, and there is no data.\n", output);
    }

    [Fact]
    public async Task A_node_can_not_be_paused_when_nothing_runs()
    {
        var (code, _, errors) = await _scratch.RunAsync("pause", "redis-1");

        Assert.Equal(1, code);
        Assert.Equal("Nothing runs here: ./shop up starts the shop.\n", errors);
    }
}
