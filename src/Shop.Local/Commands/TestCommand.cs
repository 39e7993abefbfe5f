using System.Diagnostics;
using Shop.Local.Packages;
using Shop.Local.Supervision;
using Shop.Local.Testing;

namespace Shop.Local.Commands;

/// <summary>Everything that CI runs: each test project, then the scripts' linter.</summary>
internal sealed class TestCommand(string root, IReadOnlyList<string> passedOn)
{
    /// <summary>It waits for containers most of the time, so the others run beside it.</summary>
    private const string WithContainers = "Shop.Compose.Tests";

    /// <summary>Its faults are meant to be the only ones, so nothing runs beside it.</summary>
    private const string WithFaults = "Shop.Failover.Tests";

    public async Task<int> RunAsync()
    {
        await DebianPackages.EnsureForTestsAsync();
        await Strays.EndAllAsync(root);
        await RunFolder.EndAbandonedAsync("test");
        await using var folder = RunFolder.Create("test");
        var results = await TestAllAsync(folder.Path);
        results.Add(await LintAsync());
        results.ForEach(Console.WriteLine);

        var total = ProjectResult.Sum(results);
        Console.WriteLine(total.Summary);
        return total.Failed > 0 || (total.Skipped > total.Excused && Environment.GetEnvironmentVariable("CI") == "true") ? 1 : 0;
    }

    private async Task<List<ProjectResult>> TestAllAsync(string folder)
    {
        var projects = Directory.EnumerateFiles(Path.Combine(root, "tests"), "*.Tests.csproj", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => new TestProject(path))
            .ToLookup(project => project.Name is WithContainers or WithFaults ? project.Name : "", StringComparer.Ordinal);
        var beside = InTurnAsync(projects[WithContainers]);
        return [.. await InTurnAsync(projects[""]), .. await beside, .. await InTurnAsync(projects[WithFaults])];

        async Task<List<ProjectResult>> InTurnAsync(IEnumerable<TestProject> turn)
        {
            var results = new List<ProjectResult>();
            foreach (var project in turn)
            {
                results.Add(await project.RunAsync(folder, passedOn));
            }

            return results;
        }
    }

    private async Task<ProjectResult> LintAsync()
    {
        string[] scripts = ["shop", ".ci/run", .. ScriptsBelow("ops"), .. ScriptsBelow("tests")];
        Console.WriteLine("== shellcheck");
        using var lint = Process.Start(new ProcessStartInfo("shellcheck", scripts) { WorkingDirectory = root })!;
        await lint.WaitForExitAsync();
        return new ProjectResult("shellcheck", lint.ExitCode == 0 ? 1 : 0, lint.ExitCode == 0 ? 0 : 1, 0);
    }

    private IEnumerable<string> ScriptsBelow(string folder) =>
        Directory.EnumerateFiles(Path.Combine(root, folder), "*.sh", SearchOption.AllDirectories);
}
