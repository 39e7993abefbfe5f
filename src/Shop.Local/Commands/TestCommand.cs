using System.Diagnostics;
using Shop.Local.Nodes;
using Shop.Local.Packages;
using Shop.Local.Supervision;
using Shop.Local.Testing;

namespace Shop.Local.Commands;

/// <summary>Everything that CI runs: each test project in turn, then the scripts' linter.</summary>
internal sealed class TestCommand(string root, IReadOnlyList<string> passedOn)
{
    public async Task<int> RunAsync()
    {
        await DebianPackages.EnsureForTestsAsync();
        await Strays.EndAllAsync(root);
        await RunFolder.EndAbandonedAsync("test");
        await using var folder = RunFolder.Create("test");
        var results = new List<ProjectResult>();
        foreach (var project in Projects())
        {
            results.Add(await TestAsync(project, folder.Path));
        }

        results.Add(await LintAsync());

        foreach (var result in results)
        {
            Console.WriteLine(result);
        }

        var total = ProjectResult.Sum(results);
        Console.WriteLine(total.Summary);
        return total.Failed > 0 || (total.Skipped > total.Excused && Environment.GetEnvironmentVariable("CI") == "true") ? 1 : 0;
    }

    private IEnumerable<string> Projects() =>
        Directory.EnumerateFiles(Path.Combine(root, "tests"), "*.Tests.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private async Task<ProjectResult> TestAsync(string project, string folder)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        Console.WriteLine($"== {name}");
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                "test", project, "-c", "Release", "--no-build", "--nologo", "-m:1", "-nodeReuse:false",
                "--logger", $"trx;LogFileName={name}.trx", "--results-directory", folder,
            },
            WorkingDirectory = root,
        };
        foreach (var word in passedOn)
        {
            start.ArgumentList.Add(word);
        }

        start.Environment["SHOP_TEST_DIRECTORY"] = folder;
        start.Environment["TMPDIR"] = folder; // the SDK leaves empty folders there
        start.Environment.Remove("SHOP_PORT_OFFSET"); // the user's stack is none of the tests' business
        foreach (var webhook in AlertmanagerNode.Webhooks)
        {
            start.Environment.Remove(webhook); // a test that breaks a shop wakes nobody
        }

        using var test = Process.Start(start) ?? throw new Refusal("dotnet test can't be started.");
        await test.WaitForExitAsync();
        await Strays.KillBelowAsync(folder);
        var filtered = passedOn.Contains("--filter", StringComparer.Ordinal);
        return Trx.Read(Path.Combine(folder, $"{name}.trx"), name, test.ExitCode, filtered);
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
