using System.Diagnostics;

namespace Shop.Testing;

/// <summary>Runs the scripts of ops/ as a container or a person would.</summary>
public static class Shell
{
    /// <summary>Runs a line of bash to its end.</summary>
    /// <param name="environment">Added to this process'.</param>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(
        string line, IEnumerable<(string Name, string Value)> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var start = new ProcessStartInfo("bash", ["-c", line])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }
}
