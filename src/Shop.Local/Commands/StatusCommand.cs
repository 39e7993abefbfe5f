using System.Globalization;
using System.Text.Json;
using Shop.Local.Control;
using Shop.Local.Stack;
using Shop.Local.Supervision;
using Spectre.Console;

namespace Shop.Local.Commands;

/// <summary>Who runs, as a table for people or as JSON for programs.</summary>
internal sealed class StatusCommand(CommandContext context)
{
    private const int WidthWithoutTerminal = 120;
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private readonly StackLayout _layout = context.Layout;

    public async Task<int> RunAsync(bool asJson)
    {
        var reply = await context.Supervisor.TryAskAsync(new ControlRequest("status"));
        var strays = reply is null ? new Strays(_layout).Find() : [];
        var nodes = reply?.Nodes ?? [.. _layout.Nodes.Select(node => Unsupervised(node, strays))];
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(Report(reply is not null, nodes), Json));
            return 0;
        }

        Draw(nodes);
        if (strays.Count > 0)
        {
            Console.WriteLine($"The supervisor is gone, but {strays.Count} of its nodes still run: {context.Shop} up or down ends them.");
        }
        else if (reply is null)
        {
            Console.WriteLine($"Nothing runs: {context.Shop} up starts the shop.");
        }

        return 0;
    }

    private static NodeStatus Unsupervised(Node node, IReadOnlyList<RunningNode> strays)
    {
        var stray = strays.FirstOrDefault(stray => stray.Node == node)?.Process;
        var state = stray is not { } process ? "stopped" : Stat.Read(process.Pid) is { IsPaused: true } ? "paused" : "running";
        return new NodeStatus(node.Name, node.Kind.ToString().ToLowerInvariant(), null, node.Address, stray?.Pid, state);
    }

    private object Report(bool running, IReadOnlyList<NodeStatus> nodes) => new
    {
        running,
        directory = Path.GetFileName(_layout.Directory),
        urls = new
        {
            api = $"http://{_layout.Nginx.Address}",
            tls = $"https://{_layout.Nginx.TlsAddress}",
            replicas = _layout.Of(NodeKind.Api).Select(api => $"http://{api.Address}"),
            metrics = _layout.Of(NodeKind.Api).Select(api => $"http://{api.SideAddress}/metrics"),
            prometheus = $"http://{_layout.Named("prometheus").Address}",
            alertmanager = $"http://{_layout.Named("alertmanager").Address}",
        },
        nodes = nodes.Select(node => new { node.Name, node.Kind, node.Role, node.Address, node.Pid, node.State }),
    };

    private static void Draw(IReadOnlyList<NodeStatus> nodes)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Capabilities.Ansi = false;
            AnsiConsole.Profile.Width = WidthWithoutTerminal;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns("name", "kind", "role", "address", "pid", "state", "since");
        foreach (var node in nodes)
        {
            table.AddRow(
                new Text(node.Name),
                new Text(node.Kind),
                new Text(node.Role ?? ""),
                new Text(node.Address),
                new Text(node.Pid?.ToString(CultureInfo.InvariantCulture) ?? ""),
                new Text(node.State, new Style(Colour(node.State))),
                new Text(node.Since is { } since ? Ago(TimeProvider.System.GetUtcNow() - since) : ""));
        }

        AnsiConsole.Write(table);
    }

    private static Color Colour(string state) => state switch
    {
        "running" => Color.Green,
        "paused" => Color.Yellow,
        "failed" => Color.Red,
        _ => Color.Grey,
    };

    private static string Ago(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, time.Seconds)} s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min"),
        { TotalDays: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Hours} h {time.Minutes} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.Days} d {time.Hours} h"),
    };
}
