using System.Diagnostics;
using Shop.Local.Control;

namespace Shop.Local.Commands;

/// <summary>A node's log, or all of them, the last lines or for as long as one likes.</summary>
internal sealed class LogsCommand(CommandContext context)
{
    public async Task<int> RunAsync(string? name, bool follow)
    {
        string[] logs = name is null
            ? [.. context.Layout.Nodes.Select(node => context.Layout.LogOf(node.Name)).Where(File.Exists)]
            : [context.Layout.LogOf(await NodeNameAsync(name))];
        if (logs.Length == 0 || !File.Exists(logs[0]))
        {
            throw new Refusal($"There is no log yet: {context.Shop} up starts the shop.");
        }

        using var tail = Process.Start("tail", [.. follow ? ["-F"] : Array.Empty<string>(), "-n", name is null ? "20" : "200", "--", .. logs]);
        await tail.WaitForExitAsync();
        return tail.ExitCode;
    }

    private async Task<string> NodeNameAsync(string name)
    {
        if (name == "supervisor")
        {
            return name;
        }

        if (name != "master")
        {
            return context.Layout.Named(name).Name;
        }

        var reply = await context.Supervisor.AskAsync(new ControlRequest("status"));
        return reply.Nodes?.FirstOrDefault(node => node.Role == "master")?.Name
            ?? throw new Refusal("No Redis node is master at the moment: name the node.");
    }
}
