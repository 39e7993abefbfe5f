using System.Diagnostics;

namespace Shop.Clients.Tests;

/// <summary>Runs one program out of the clients' folder.</summary>
internal static class NodeProgram
{
    public static IReadOnlyList<string> Needed { get; } = ["node", "npm"];

    public static bool IsInstalled => Needed.All(IsOnPath);

    /// <returns>What it printed; a test whose program fails fails with what it said.</returns>
    public static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        using var process = Start(folder, program, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} failed: {await output}{await errors}");
        return await output;
    }

    public static Process Start(string folder, string program, params string[] arguments)
    {
        Assert.True(IsInstalled, "node and npm can't be found: install node.");
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} can't be started.");
    }

    public static bool IsOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(':', StringSplitOptions.RemoveEmptyEntries).Any(folder => File.Exists(Path.Combine(folder, program)));
}
