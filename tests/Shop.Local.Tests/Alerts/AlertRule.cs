using System.Text.Json.Nodes;
using Shop.Local.Stack;
using Shop.Testing;

namespace Shop.Local.Tests.Alerts;

/// <summary>One alert of ops/prometheus/rules.</summary>
internal sealed record AlertRule(string Name, string File, string Severity, JsonObject Annotations)
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "ops/prometheus");

    public static IReadOnlyList<string> RuleFiles { get; } = YamlIn("rules");

    /// <summary>The tests of the rules, by the name that both files have.</summary>
    public static IReadOnlyDictionary<string, JsonObject> Tests { get; } =
        YamlIn("tests").ToDictionary(file => Path.GetFileName(file)!, YamlFile.Read, StringComparer.Ordinal);

    public static IReadOnlyList<AlertRule> All { get; } =
    [
        .. RuleFiles.SelectMany(file => YamlFile.Read(file)["groups"]!.AsArray()
            .SelectMany(group => group!["rules"]!.AsArray())
            .Where(rule => rule!["alert"] is not null)
            .Select(rule => new AlertRule(
                (string)rule!["alert"]!, Path.GetFileName(file), (string?)rule["labels"]?["severity"] ?? "", rule["annotations"]!.AsObject()))),
    ];

    /// <summary>The word that follows a prefix in an annotation, or null when it begins otherwise.</summary>
    public string? Link(string annotation, string prefix) =>
        (string?)Annotations[annotation] is { } link && link.StartsWith(prefix, StringComparison.Ordinal) ? link[prefix.Length..] : null;

    private static List<string> YamlIn(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(Folder, folder), "*.yml").Order(StringComparer.Ordinal)];
}
