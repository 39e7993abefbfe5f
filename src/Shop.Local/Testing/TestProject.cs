using System.Diagnostics;
using Shop.Local.Nodes;
using Shop.Local.Supervision;

namespace Shop.Local.Testing;

/// <summary>One test project, run in a folder of its own.</summary>
internal sealed record TestProject(string Path)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <param name="parent">Gets the folder: results, and every process that a test starts, recorded.</param>
    /// <param name="passedOn">Words for <c>dotnet test</c>.</param>
    public async Task<ProjectResult> RunAsync(string parent, IReadOnlyList<string> passedOn)
    {
        Console.WriteLine($"== {Name}");
        var folder = Directory.CreateDirectory(System.IO.Path.Combine(parent, Name)).FullName;
        using var test = Process.Start(Start(folder, passedOn)) ?? throw new Refusal("dotnet test can't be started.");
        await Task.WhenAll(PassOnAsync(test.StandardOutput, Console.Out), PassOnAsync(test.StandardError, Console.Error), test.WaitForExitAsync());
        await Strays.KillBelowAsync(folder);
        var filtered = passedOn.Contains("--filter", StringComparer.Ordinal);
        return Trx.Read(System.IO.Path.Combine(folder, $"{Name}.trx"), Name, test.ExitCode, filtered);
    }

    private ProcessStartInfo Start(string folder, IEnumerable<string> passedOn)
    {
        string[] command =
        [
            "test", Path, "-c", "Release", "--no-build", "--nologo", "-m:1", "-nodeReuse:false",
            "--logger", $"trx;LogFileName={Name}.trx", "--results-directory", folder, .. passedOn,
        ];
        var start = new ProcessStartInfo("dotnet", command)
        {
            WorkingDirectory = System.IO.Path.GetDirectoryName(Path),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SHOP_TEST_DIRECTORY"] = folder;
        start.Environment["TMPDIR"] = folder; // the SDK leaves empty folders there
        start.Environment.Remove("SHOP_PORT_OFFSET"); // the user's stack is none of the tests' business
        foreach (var webhook in AlertmanagerNode.Webhooks)
        {
            start.Environment.Remove(webhook); // a test that breaks a shop wakes nobody
        }

        return start;
    }

    // Two projects may run at a time, so each line says whose it is.
    private async Task PassOnAsync(StreamReader from, TextWriter to)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            await to.WriteLineAsync($"{Name}: {line}");
        }
    }
}
