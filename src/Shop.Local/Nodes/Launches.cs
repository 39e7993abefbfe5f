using Shop.Local.Stack;

namespace Shop.Local.Nodes;

/// <summary>Prepares each kind of node: renders what it needs into its directory and says how to start it.</summary>
internal sealed class Launches(StackLayout layout, Settings settings)
{
    public Launch Prepare(Node node)
    {
        PrivateFile.Directory(layout.DirectoryOf(node));
        return node.Kind switch
        {
            NodeKind.Redis => RedisNodes.Redis(layout, node, settings),
            NodeKind.Sentinel => RedisNodes.Sentinel(layout, node, settings),
            NodeKind.Api => ApiNode.Prepare(layout, node, settings),
            NodeKind.Nginx => NginxNode.Prepare(layout, node, settings),
            NodeKind.Prometheus => PrometheusNode.Prepare(layout, node, settings),
            NodeKind.Alertmanager => AlertmanagerNode.Prepare(layout, node, settings),
            NodeKind.Exporter => ExporterNodes.Prepare(layout, node, settings),
            _ => throw new InvalidOperationException($"No way to start a {node.Kind} is known."),
        };
    }
}
