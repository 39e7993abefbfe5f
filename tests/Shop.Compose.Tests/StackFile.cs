using System.Text.Json.Nodes;
using Shop.Testing;

namespace Shop.Compose.Tests;

/// <summary>ops/swarm/stack.yml.</summary>
internal static class StackFile
{
    public const string Folder = "ops/swarm";

    private static readonly JsonObject Root = YamlFile.Read($"{Folder}/stack.yml");

    public static IReadOnlyDictionary<string, JsonObject> Services { get; } = YamlFile.Map(Root["services"]);

    public static IReadOnlyDictionary<string, JsonObject> Configs { get; } = YamlFile.Map(Root["configs"]);

    public static IReadOnlyDictionary<string, JsonObject> Secrets { get; } = YamlFile.Map(Root["secrets"]);

    public static IReadOnlyDictionary<string, JsonObject> Volumes { get; } = YamlFile.Map(Root["volumes"]);

    /// <summary>
    /// The service of docker-compose.yml that this one stands for. Where one does for one machine, several have numbers here: each machine has
    /// a node exporter, and two have an nginx with its exporter.
    /// </summary>
    public static string Original(string service) => ComposeFile.Services.ContainsKey(service) ? service : service[..service.LastIndexOf('-')];

    /// <summary>Where each file is seen in a service's containers: its path there, and in the repository.</summary>
    public static IReadOnlyDictionary<string, string> Files(JsonObject service) =>
        (service["configs"]?.AsArray() ?? []).ToDictionary(
            config => (string)config!["target"]!,
            config => Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", Folder, (string)Configs[(string)config!["source"]!]["file"]!))),
            StringComparer.Ordinal);
}
