using System.Diagnostics;

namespace Shop.Compose.Tests.Engine;

/// <summary>The docker command line, and scripts that use it, against one engine.</summary>
/// <param name="host">DOCKER_HOST; null for the usual engine.</param>
internal sealed class Docker(string? host)
{
    /// <summary>DOCKER_CONFIG: where plugins are found; null for the usual place.</summary>
    public string? Configuration { get; set; }

    /// <summary>What the project's commands are run with: ports, addresses, names.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>What it printed; the test fails when it fails.</summary>
    public Task<string> RunAsync(params string[] arguments) => ProgramAsync("docker", arguments);

    public async Task<bool> AnswersAsync(params string[] arguments) => (await TryProgramAsync("docker", arguments)).Code == 0;

    public async Task<string> ProgramAsync(string program, params string[] arguments)
    {
        var (code, output) = await TryProgramAsync(program, arguments);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)} failed: {output}");
        return output;
    }

    /// <summary>Runs it at the root of the repository.</summary>
    public async Task<(int Code, string Output)> TryProgramAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Shop.Local.Stack.Repository.Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Set(start, "DOCKER_HOST", host);
        Set(start, "DOCKER_CONFIG", Configuration);
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} can't be started.");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, process.ExitCode == 0 ? await output : await errors + await output);
    }

    private static void Set(ProcessStartInfo start, string name, string? value)
    {
        if (value is not null)
        {
            start.Environment[name] = value;
        }
    }
}
