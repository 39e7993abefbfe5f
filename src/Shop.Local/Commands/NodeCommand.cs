using Shop.Local.Control;
using Shop.Local.Stack;

namespace Shop.Local.Commands;

/// <summary>pause, resume, kill, start, restart: the supervisor does them.</summary>
internal sealed class NodeCommand(CommandContext context)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public async Task<int> RunAsync(string command, string? node)
    {
        if (node is null && command != "restart")
        {
            throw new Refusal($"{command} needs the name of a node, or master: {context.Shop} status lists them.");
        }

        foreach (var name in node is null ? context.Layout.Of(NodeKind.Api).Select(api => api.Name) : [node])
        {
            var reply = await context.Supervisor.AskAsync(new ControlRequest(command, name), Limit);
            Console.WriteLine(reply.Message);
        }

        return 0;
    }
}
