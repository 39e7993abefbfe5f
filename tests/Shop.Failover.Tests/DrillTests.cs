using System.Diagnostics;
using Shop.Local.Supervision;
using Shop.Testing;

namespace Shop.Failover.Tests;

/// <summary>The drill as a person runs it, short: whatever is broken, the data hold what the clients were told.</summary>
public sealed class DrillTests : IDisposable
{
    private readonly ScratchShop _scratch = new(withApi: true);

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_hung_or_killed_master_and_a_hung_api_replica_break_no_promise()
    {
        var report = Path.Combine(_scratch.Root, "report.html");

        var (code, output, errors) = await _scratch.RunAsync(
            "drill", "pause-master", "kill-master-fast", "pause-api", "--clients", "8", "--seconds", "9", "--report", report);

        Assert.True(code == 0, $"{output}{errors}");
        Assert.Contains("3 runs, nothing lost, doubled, oversold, stale or failed.", output);
        Assert.Equal(3, output.Split('\n').Count(row => row.EndsWith("| good", StringComparison.Ordinal)));
        Assert.Equal(3, (await File.ReadAllTextAsync(report)).Split("<svg").Length - 1);
    }

    [Fact]
    public async Task What_an_operator_must_know_of_a_dead_master_reaches_the_webhook_and_ends_and_pages_nobody()
    {
        var (code, output, errors) = await _scratch.RunAsync("drill", "kill-master", "--alerts", "--clients", "4", "--seconds", "6");

        Assert.True(code == 0, $"{output}{errors}");
        Assert.Matches(@"alert RedisFailoverHappened \(info\) arrived at [\d.]+ s, ended at [\d.]+ s", output);
        Assert.Matches(@"alert RedisNodeDown \(warning\) arrived at [\d.]+ s, ended at [\d.]+ s", output);

        // How fast this machine answers under load is not the point here.
        Assert.DoesNotMatch(@"alert (?!LatencyBudgetBurnsFast)\w+ \(critical\)", output);
    }

    [Fact]
    public async Task A_drill_that_is_interrupted_leaves_nothing_behind()
    {
        using var drill = _scratch.Start("drill", "pause-master");
        var output = drill.StandardOutput.ReadToEndAsync();
        await Eventually.True(() => Nodes().Length == 9, "every node of the drill runs");
        var nodes = Nodes().Select(record => ProcessIdentity.FromRecord(record)!.Value).ToArray();

        using var interrupt = Process.Start("kill", ["-TERM", $"{drill.Id}"]);
        await drill.WaitForExitAsync();

        Assert.Equal(1, drill.ExitCode);
        Assert.Contains("nothing of the drill stays behind", await drill.StandardError.ReadToEndAsync());
        Assert.All(nodes, node => Assert.False(node.IsGroupAlive));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_scratch.Root, "shop-drill-*"));
        Assert.StartsWith("Starting a shop", await output);
    }

    /// <summary>Their records; nginx has a file of that name besides.</summary>
    private string[] Nodes() =>
    [
        .. Directory.GetDirectories(_scratch.Root, "pids", SearchOption.AllDirectories)
            .SelectMany(records => Directory.GetFiles(records, "*.pid")),
    ];
}
