using System.Diagnostics;
using System.Text.Json.Nodes;
using Shop.Local.Stack;

namespace Shop.Compose.Tests;

/// <summary>docker-compose.yml with its anchors resolved, as Debian's Python reads it: no Docker is needed for that.</summary>
internal static class ComposeFile
{
    private const string ToJson = "import json, sys, yaml; json.dump(yaml.safe_load(open(sys.argv[1])), sys.stdout, default=str)";

    private static readonly JsonObject Root = Read("docker-compose.yml");

    public static IReadOnlyDictionary<string, JsonObject> Services { get; } =
        Root["services"]!.AsObject().ToDictionary(service => service.Key, service => service.Value!.AsObject(), StringComparer.Ordinal);

    public static IEnumerable<string> Texts(JsonNode? list) => list?.AsArray().Select(entry => (string)entry!) ?? [];

    /// <summary>Any YAML file of the repository.</summary>
    public static JsonObject Read(string path)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", ["-c", ToJson, Path.Combine(Repository.Root, path)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var python = Process.Start(start)!;
        var json = python.StandardOutput.ReadToEnd();
        python.WaitForExit();
        return JsonNode.Parse(json)!.AsObject();
    }
}
