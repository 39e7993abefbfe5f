using Shop.Local.Stack;

namespace Shop.Local.Nodes;

/// <summary>
/// nginx with the configuration of ops/nginx as it is. What depends on the runtime, addresses alone, stands in small included files
/// beside the copy, because nginx looks for includes beside its configuration.
/// </summary>
internal static class NginxNode
{
    public static Launch Prepare(StackLayout layout, Node node)
    {
        var directory = layout.DirectoryOf(node);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(layout.Root, "ops/nginx"), "*.conf"))
        {
            File.Copy(file, Path.Combine(directory, Path.GetFileName(file)), overwrite: true);
        }

        Write(directory, "listen.conf", $"listen {node.Address};");
        Write(directory, "listen-status.conf", $"listen {node.SideAddress};");
        WriteUpstream(layout, node, without: null);
        return new Launch("nginx", "-e", "stderr", "-p", $"{directory}/", "-c", $"{directory}/nginx.conf", "-g", "daemon off;");
    }

    /// <summary>Who gets requests; a replica that is about to restart is marked as down.</summary>
    public static void WriteUpstream(StackLayout layout, Node nginx, Node? without) => Write(
        layout.DirectoryOf(nginx),
        "upstream-servers.conf",
        string.Join('\n', layout.Of(NodeKind.Api).Select(api => $"server {api.Address} {(api == without ? "down" : "max_fails=3 fail_timeout=5s")};")));

    private static void Write(string directory, string name, string content) => PrivateFile.Write(Path.Combine(directory, name), $"{content}\n");
}
