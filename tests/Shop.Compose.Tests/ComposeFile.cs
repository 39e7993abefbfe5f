using System.Text.Json.Nodes;
using Shop.Testing;

namespace Shop.Compose.Tests;

/// <summary>docker-compose.yml.</summary>
internal static class ComposeFile
{
    public static IReadOnlyDictionary<string, JsonObject> Services { get; } = YamlFile.Map(YamlFile.Read("docker-compose.yml")["services"]);

    /// <summary>Services that do one thing and leave.</summary>
    public static IReadOnlyList<string> RunOnce { get; } = ["secrets", "certificate", "restore"];

    /// <summary>Services that only the profile "logs" starts.</summary>
    public static IReadOnlyList<string> OnDemand { get; } = ["loki", "alloy"];
}
