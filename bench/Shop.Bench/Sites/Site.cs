using Shop.Local;
using Shop.Local.Drill;
using Shop.Local.Nodes;
using Shop.Local.Readiness;
using Shop.Local.Stack;
using Shop.Local.Supervision;

namespace Shop.Bench.Sites;

/// <summary>Two replicas of something behind an nginx of their own that is set up as the shop's; they end with the shop's stack.</summary>
internal sealed record Site(Node Entrance, IReadOnlyList<Node> Replicas)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <param name="launch">How a replica is started, given the layout that it belongs to.</param>
    /// <param name="probe">The path that answers 200 once it serves.</param>
    public static async Task<Site> OpenAsync(DrillStack shop, string name, Func<StackLayout, Node, Launch> launch, string probe)
    {
        var layout = LayoutOf(shop.Layout, name);
        var site = new Site(layout.Nginx, [.. layout.Of(NodeKind.Api)]);
        foreach (var node in site.Replicas.Append(site.Entrance))
        {
            PrivateFile.Directory(layout.DirectoryOf(node));
            using var process = NodeStart.Run(
                layout, node.Name, node.Kind == NodeKind.Nginx ? NginxNode.Prepare(layout, node, shop.Settings) : launch(layout, node));
        }

        foreach (var node in site.Replicas.Append(site.Entrance))
        {
            if (!await Until.TrueAsync(() => HttpQuestions.IsOkAsync($"http://{node.Address}{probe}"), Limit))
            {
                throw new Refusal($"{name} does not answer {probe}: {Tail(layout.LogOf(node.Name))}");
            }
        }

        return site;
    }

    private static StackLayout LayoutOf(StackLayout shop, string name)
    {
        var (network, ports) = (LoopbackNetwork.Any(), FreePorts.Take(4));
        Node[] nodes =
        [
            new("api-1", NodeKind.Api, ports[0], ports[1], $"{network}.1"),
            new("api-2", NodeKind.Api, ports[0], ports[1], $"{network}.2"),
            new("nginx", NodeKind.Nginx, ports[2], ports[3], $"{network}.3"),
        ];
        var directory = Path.Combine(shop.Directory, name);
        PrivateFile.Directory(directory);
        return new StackLayout(shop.Root, directory, [.. shop.Of(NodeKind.Sentinel), .. nodes]);
    }

    private static string Tail(string log) => File.Exists(log) ? string.Join('\n', File.ReadLines(log).TakeLast(5)) : "it has no log.";
}
