using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Shop.Testing;

/// <summary>A YAML file with its anchors resolved, as Debian's Python reads it.</summary>
public static class YamlFile
{
    private const string ToJson = "import json, sys, yaml; json.dump(yaml.safe_load(open(sys.argv[1])), sys.stdout)";

    public static JsonObject Read(string path)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", ["-c", ToJson, path]) { UseShellExecute = false, RedirectStandardOutput = true };
        using var python = Process.Start(start)!;
        var json = python.StandardOutput.ReadToEnd();
        python.WaitForExit();
        return JsonNode.Parse(json)!.AsObject();
    }
}
