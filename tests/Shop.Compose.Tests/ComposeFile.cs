using System.Text.Json.Nodes;
using Shop.Local.Stack;
using Shop.Testing;

namespace Shop.Compose.Tests;

/// <summary>docker-compose.yml with its anchors resolved: no Docker is needed for that.</summary>
internal static class ComposeFile
{
    public static IReadOnlyDictionary<string, JsonObject> Services { get; } =
        YamlFile.Read(Path.Combine(Repository.Root, "docker-compose.yml"))["services"]!.AsObject()
            .ToDictionary(service => service.Key, service => service.Value!.AsObject(), StringComparer.Ordinal);

    public static IEnumerable<string> Texts(JsonNode? list) => list?.AsArray().Select(entry => (string)entry!) ?? [];
}
