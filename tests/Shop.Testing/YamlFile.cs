using System.Diagnostics;
using System.Text.Json.Nodes;
using Shop.Local.Stack;

namespace Shop.Testing;

/// <summary>A YAML file of the repository with its anchors resolved, as Debian's Python reads it.</summary>
public static class YamlFile
{
    private const string ToJson = "import json, sys, yaml; json.dump(yaml.safe_load(open(sys.argv[1])), sys.stdout, default=str)";

    /// <param name="path">From the repository's root, or absolute.</param>
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

    public static IReadOnlyDictionary<string, JsonObject> Map(JsonNode? map) =>
        map!.AsObject().ToDictionary(entry => entry.Key, entry => entry.Value as JsonObject ?? [], StringComparer.Ordinal);

    public static IEnumerable<string> Texts(JsonNode? list) => list?.AsArray().Select(entry => (string)entry!) ?? [];
}
