using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Shop.Local.Stack;

namespace Shop.Testing;

/// <summary>
/// A place of its own to run ./shop in: the real ops/ folder, a port offset that nobody uses, a state directory and secrets that are gone
/// with it. It runs the real program; <see cref="RunningShop"/> is one that is up.
/// </summary>
public sealed class ScratchShop : IDisposable
{
    // nginx would listen on 10080, one of the "bad ports" that browsers and node's fetch refuse to call.
    private const int RefusedOffset = 2000;

    // One that is not up yet, or down for a moment, has its ports free.
    private static readonly ConcurrentDictionary<int, string> Taken = new() { [RefusedOffset] = "nobody" };

    /// <param name="withApi">Whether the Release build of the API is there; without it, its replicas can't start.</param>
    public ScratchShop(bool withApi = false)
    {
        Directory.CreateSymbolicLink(Path.Combine(Root, "ops"), Path.Combine(Repository.Root, "ops"));
        File.CreateSymbolicLink(Path.Combine(Root, "shop"), Path.Combine(Repository.Root, "shop"));
        if (withApi)
        {
            Directory.CreateSymbolicLink(Path.Combine(Root, "artifacts"), Path.Combine(Repository.Root, "artifacts"));
        }

        do
        {
            Offset = RandomNumberGenerator.GetInt32(10, 63) * PortOffset.Step;
        }
        while (!Layout.Nodes.SelectMany(node => node.Ports).All(IsFree) || !Taken.TryAdd(Offset, Root));
    }

    public string Root { get; } = TestFolder.Make("scratch");

    public int Offset { get; }

    internal StackLayout Layout => StackLayout.At(Root, PortOffset.Parse(Offset.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Runs a command to its end.</summary>
    public async Task<(int Code, string Output, string Errors)> RunAsync(params string[] command)
    {
        using var process = Start(command);
        return await EndOfAsync(process);
    }

    /// <summary>Runs a script of several lines where <c>./shop</c> is this one.</summary>
    public async Task<(int Code, string Output, string Errors)> RunScriptAsync(string script)
    {
        using var process = StartProgram("bash", "-c", script);
        return await EndOfAsync(process);
    }

    public Process Start(params string[] command) =>
        StartProgram("dotnet", [Path.Combine(AppContext.BaseDirectory, "Shop.Local.dll"), .. command]);

    public void Dispose()
    {
        Directory.Delete(Root, recursive: true);
        Taken.TryRemove(Offset, out _);
    }

    private static async Task<(int Code, string Output, string Errors)> EndOfAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    private Process StartProgram(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SHOP_ROOT"] = Root;
        start.Environment["TMPDIR"] = Root;
        start.Environment["RATE_LIMIT_ENABLED"] = "false"; // all tests call from one address
        start.Environment["SHOP_PORT_OFFSET"] = Offset.ToString(CultureInfo.InvariantCulture);
        return Process.Start(start)!;
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
