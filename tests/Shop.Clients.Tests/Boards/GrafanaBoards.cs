using System.Diagnostics;
using System.Globalization;

namespace Shop.Clients.Tests.Boards;

/// <summary>The programs of ops/grafana, compiled, and the boards as Grafana reads them.</summary>
internal sealed class GrafanaBoards
{
    private readonly NodePackage _package = new("ops/grafana", "grafana");

    /// <summary>What is mounted into Grafana.</summary>
    public static string Files { get; } = Path.Combine(NodePackage.Root, "ops", "grafana", "dashboards");

    public async Task PrepareAsync()
    {
        await _package.PrepareAsync();
        if (NodeProgram.IsInstalled)
        {
            await _package.RunToolAsync("tsc", "--project", ".");
        }
    }

    /// <summary>Makes the boards anew, into a folder of their own.</summary>
    public async Task<string> WriteAsync()
    {
        var folder = Made("written");
        await _package.RunNodeAsync("built/boards/write.js", folder);
        return folder;
    }

    public Task LintAsync() => _package.RunNodeAsync("built/checks/lint.js", Files);

    /// <summary>The tests of the rules that <see cref="LintAsync"/> looks for.</summary>
    public Task TestRulesAsync() => _package.RunNodeAsync("--test", "built/checks/");

    public async Task CompileAsync()
    {
        var folder = Made("typed");
        await _package.RunNodeAsync("built/checks/write-types.js", Files, folder);
        await _package.RunToolAsync("tsc", "--project", folder);
    }

    /// <summary>A crowd that uses the shop until it is killed.</summary>
    public Process StartLoad(string shop, string adminEmail, string adminPassword) =>
        NodeProgram.Start(_package.Folder, "node", "built/checks/load.js", shop, adminEmail, adminPassword);

    /// <summary>Asks each query of each board.</summary>
    /// <returns>What is wrong with the answers, a line each; empty for nothing.</returns>
    public async Task<string> AskAsync(Uri prometheus, DateTimeOffset from, DateTimeOffset to)
    {
        using var asking = NodeProgram.Start(
            _package.Folder, "node", "built/checks/live.js", Files, "checks/may-be-empty.json",
            Address(prometheus), Seconds(from), Seconds(to));
        var errors = asking.StandardError.ReadToEndAsync();
        var findings = await asking.StandardOutput.ReadToEndAsync();
        await asking.WaitForExitAsync();
        return findings + await errors;
    }

    /// <summary>Draws the boards, and returns where the pictures lie.</summary>
    public async Task<string> DrawAsync(Uri prometheus, DateTimeOffset from, DateTimeOffset to)
    {
        var folder = Made("drawn");
        await _package.RunNodeAsync("built/pictures/draw.js", Files, Address(prometheus), Seconds(from), Seconds(to), folder);
        return folder;
    }

    private string Made(string name)
    {
        var folder = Path.Combine(_package.Folder, "built", name);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return folder;
    }

    private static string Address(Uri server) => server.GetLeftPart(UriPartial.Authority);

    private static string Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
