using System.Text.Json;
using Shop.Local.Stack;

namespace Shop.Local.Nodes;

/// <summary>Prometheus with the configuration and rules of ops/prometheus as they are; whom to scrape stands in rendered target files.</summary>
internal static class PrometheusNode
{
    public static Launch Prepare(StackLayout layout, Node node, Settings settings)
    {
        var directory = layout.DirectoryOf(node);
        File.Copy(Path.Combine(layout.Root, "ops/prometheus/prometheus.yml"), Path.Combine(directory, "prometheus.yml"), overwrite: true);
        CopyRules(layout, directory);
        var targets = PrivateFile.Directory(Path.Combine(directory, "targets"));
        foreach (var job in Jobs(layout, settings.EncryptsRedis ? "rediss" : "redis"))
        {
            PrivateFile.Write(Path.Combine(targets, $"{job.Key}.json"), JsonSerializer.Serialize(job.Select(target => target.Group)));
        }

        return new Launch(
            "prometheus",
            $"--config.file={directory}/prometheus.yml",
            $"--storage.tsdb.path={directory}/data",
            "--storage.tsdb.retention.time=15d",
            "--storage.tsdb.retention.size=2GB",
            $"--web.listen-address={node.Address}",
            "--enable-feature=exemplar-storage");
    }

    public static int TargetCount(StackLayout layout) => Jobs(layout, "redis").Sum(job => job.Count());

    private static void CopyRules(StackLayout layout, string directory)
    {
        var rules = Path.Combine(directory, "rules");
        if (Directory.Exists(rules))
        {
            Directory.Delete(rules, recursive: true); // one that is gone from ops/ must not stay in force
        }

        PrivateFile.Directory(rules);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(layout.Root, "ops/prometheus/rules"), "*.yml"))
        {
            File.Copy(file, Path.Combine(rules, Path.GetFileName(file)));
        }
    }

    private static IEnumerable<IGrouping<string, Target>> Jobs(StackLayout layout, string scheme) => layout.Nodes.SelectMany(node => node.Kind switch
    {
        NodeKind.Api => [new Target("shop-api", node.SideAddress, node.Name)],
        NodeKind.Redis => [ThroughRedisExporter("redis", layout, node, scheme)],
        NodeKind.Sentinel => [ThroughRedisExporter("sentinel", layout, node, scheme)],
        NodeKind.Prometheus => [new Target("prometheus", node.Address, node.Name)],
        NodeKind.Alertmanager => [new Target("alertmanager", node.Address, node.Name)],
        NodeKind.Exporter when node.Name == "nginx-exporter" => [new Target("nginx", node.Address, "nginx")],
        NodeKind.Exporter when node.Name == "node-exporter" => [new Target("node", node.Address, node.Name)],
        _ => Array.Empty<Target>(),
    }).GroupBy(target => target.Job, StringComparer.Ordinal);

    /// <summary>One exporter asks all: Prometheus tells it whom by the parameter <c>target</c>.</summary>
    private static Target ThroughRedisExporter(string job, StackLayout layout, Node node, string scheme) =>
        new(job, layout.Named("redis-exporter").Address, node.Name, $"{scheme}://{node.Address}");

    private sealed record Target(string Job, string Address, string Instance, string? Parameter = null)
    {
        public object Group => new { targets = new[] { Address }, labels = Labels() };

        private Dictionary<string, string> Labels()
        {
            var labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["instance"] = Instance };
            if (Parameter is not null)
            {
                labels["__param_target"] = Parameter;
            }

            return labels;
        }
    }
}
