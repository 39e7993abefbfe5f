using Shop.Local.Stack;

namespace Shop.Local.Nodes;

internal static class ExporterNodes
{
    public static Launch Prepare(StackLayout layout, Node node, Settings settings) => node.Name switch
    {
        "redis-exporter" => new Launch(
            ["prometheus-redis-exporter", "--redis.addr=", "--redis.user=exporter", "--config-command=-", $"--web.listen-address={node.Address}"],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["REDIS_PASSWORD"] = settings.Password("REDIS_EXPORTER_PASSWORD") }),
        "nginx-exporter" => new Launch(
            "prometheus-nginx-exporter",
            $"-web.listen-address={node.Address}",
            $"-nginx.scrape-uri=http://{layout.Nginx.SideAddress}/nginx-status"),
        "node-exporter" => new Launch("prometheus-node-exporter", $"--web.listen-address={node.Address}"),
        _ => throw new InvalidOperationException($"No exporter is called {node.Name}."),
    };
}
