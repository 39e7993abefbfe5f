using System.Diagnostics;
using Shop.Local.Nodes;
using Shop.Local.Stack;
using Shop.Local.Tests.Alerts;
using Shop.Testing;

namespace Shop.Local.Tests;

/// <summary>What ops/ holds is valid by the word of the programs that read it.</summary>
public sealed class OpsFilesTests
{
    [Theory]
    [InlineData("dash", "ops/redis/start-redis.sh")]
    [InlineData("dash", "ops/redis/start-sentinel.sh")]
    [InlineData("dash", "ops/redis/sentinels.sh")]
    [InlineData("dash", "ops/redis/backup.sh")]
    [InlineData("dash", "ops/redis/restore.sh")]
    [InlineData("dash", "ops/alertmanager/start-alertmanager.sh")]
    [InlineData("dash", "ops/compose/make-secrets.sh")]
    [InlineData("dash", "ops/compose/scheduled-backups.sh")]
    [InlineData("dash", "ops/compose/start-nginx.sh")]
    [InlineData("dash", "ops/kubernetes/make-secrets.sh")]
    [InlineData("dash", "ops/swarm/make-secrets.sh")]
    [InlineData("bash", "ops/compose/restore.sh")]
    [InlineData("bash", "ops/compose/rolling-restart.sh")]
    [InlineData("bash", "shop")]
    [InlineData("bash", ".ci/run")]
    public async Task The_scripts_parse(string shell, string script) => Assert.Equal(0, await RunAsync(shell, "-n", Path.Combine(Repository.Root, script)));

    [Fact]
    public async Task Prometheus_accepts_its_configuration_with_the_rendered_targets_and_every_rule()
    {
        using var scratch = new ScratchShop();
        var prometheus = scratch.Layout.Named("prometheus");
        var directory = PrivateFile.Directory(scratch.Layout.DirectoryOf(prometheus));
        PrometheusNode.Prepare(scratch.Layout, prometheus, new Settings(new Dictionary<string, string>(StringComparer.Ordinal)));

        var (code, output, errors) = await Shell.RunAsync($"promtool check config {directory}/prometheus.yml", []);

        Assert.True(code == 0, output + errors);
        Assert.All(AlertRule.RuleFiles, file => Assert.Contains($"Checking {directory}/rules/{Path.GetFileName(file)}", output));
    }

    [Fact]
    public async Task Alertmanager_accepts_its_configuration() =>
        Assert.Equal(0, await RunAsync("amtool", "check-config", Path.Combine(Repository.Root, "ops/alertmanager/alertmanager.yml")));

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
