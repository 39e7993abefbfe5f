using Shop.Local.Stack;

namespace Shop.Local.Nodes;

internal static class ExporterNodes
{
    public static Launch Prepare(StackLayout layout, Node node, Settings settings) => node.Name switch
    {
        "redis-exporter" => Redis(layout, node, settings),
        "nginx-exporter" => new Launch(
            "prometheus-nginx-exporter",
            $"-web.listen-address={node.Address}",
            $"-nginx.scrape-uri=http://{layout.Nginx.SideAddress}/nginx-status"),
        "node-exporter" => new Launch("prometheus-node-exporter", $"--web.listen-address={node.Address}"),
        _ => throw new InvalidOperationException($"No exporter is called {node.Name}."),
    };

    private static Launch Redis(StackLayout layout, Node node, Settings settings)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["REDIS_PASSWORD"] = settings.Password("REDIS_EXPORTER_PASSWORD") };
        if (RedisTls.Authority(layout, settings) is { } authority)
        {
            environment["REDIS_EXPORTER_TLS_CA_CERT_FILE"] = authority;
        }

        return new Launch(
            ["prometheus-redis-exporter", "--redis.addr=", "--redis.user=exporter", "--config-command=-", $"--web.listen-address={node.Address}"],
            environment);
    }
}
