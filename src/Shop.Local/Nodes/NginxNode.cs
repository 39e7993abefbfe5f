using System.Globalization;
using Shop.Local.Certificates;
using Shop.Local.Stack;

namespace Shop.Local.Nodes;

/// <summary>
/// nginx with the configuration of ops/nginx as it is. What depends on the runtime, addresses alone, stands in small included files
/// beside the copy, because nginx looks for includes beside its configuration.
/// </summary>
internal static class NginxNode
{
    /// <summary>How long a replica that failed again and again gets no requests.</summary>
    public static TimeSpan FailTimeout { get; } = TimeSpan.FromSeconds(5);

    public static Launch Prepare(StackLayout layout, Node node, Settings settings)
    {
        var directory = layout.DirectoryOf(node);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(layout.Root, "ops/nginx"), "*.conf"))
        {
            File.Copy(file, Path.Combine(directory, Path.GetFileName(file)), overwrite: true);
        }

        Write(directory, "listen.conf", $"listen {node.Address};{Tls(node)}");
        Write(directory, "settings.conf", RenderSettings(layout, node, settings));
        Write(directory, "listen-status.conf", $"listen {node.SideAddress};");
        Write(directory, "upstream-servers.conf", string.Join('\n', layout.Of(NodeKind.Api).Select(Server)));
        LocalCertificate.Ensure(directory);
        return new Launch("nginx", "-e", "stderr", "-p", $"{directory}/", "-c", $"{directory}/nginx.conf", "-g", "daemon off;");
    }

    private static string Tls(Node node) => node.TlsPort is null ? "" : $"\nlisten {node.TlsAddress} ssl;\ninclude tls.conf;";

    private static string RenderSettings(StackLayout layout, Node node, Settings settings) =>
        File.ReadAllText(Path.Combine(layout.Root, "ops/nginx/settings.template"))
            .Replace("@LIMITED_ADDRESS@", settings.LimitsRates ? "$binary_remote_addr" : "\"\"", StringComparison.Ordinal)
            .Replace("@REDIRECTS@", settings.RedirectsToTls ? "1" : "0", StringComparison.Ordinal)
            .Replace("@HTTPS_PORT@", (node.TlsPort ?? 443).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static string Server(Node api) =>
        string.Create(CultureInfo.InvariantCulture, $"server {api.Address} max_fails=3 fail_timeout={FailTimeout.TotalSeconds}s;");

    private static void Write(string directory, string name, string content) => PrivateFile.Write(Path.Combine(directory, name), $"{content}\n");
}
