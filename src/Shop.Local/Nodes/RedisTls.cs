using Shop.Local.Certificates;
using Shop.Local.Stack;

namespace Shop.Local.Nodes;

/// <summary>TLS between API, Redis and Sentinels, as every program that takes part is told of it.</summary>
internal static class RedisTls
{
    /// <summary>The certificate of the authority that the nodes are known by; null where they speak in the clear.</summary>
    public static string? Authority(StackLayout layout, Settings settings) =>
        settings.EncryptsRedis ? NodeCertificates.AuthorityOf(layout.TlsDirectory) : null;

    /// <summary>Makes what certificates are missing, since nobody knows who starts first.</summary>
    public static Dictionary<string, string> Prepare(StackLayout layout, Settings settings)
    {
        if (!settings.EncryptsRedis)
        {
            return new(StringComparer.Ordinal) { ["REDIS_TLS"] = "false" };
        }

        var nodes = layout.Nodes.Where(node => node.Kind is NodeKind.Redis or NodeKind.Sentinel).ToArray();
        NodeCertificates.Ensure(layout.TlsDirectory, [.. nodes.Select(node => node.Name), .. nodes.Select(node => node.Host).Distinct(StringComparer.Ordinal)]);
        return new(StringComparer.Ordinal) { ["REDIS_TLS"] = "true", ["REDIS_TLS_DIR"] = layout.TlsDirectory };
    }
}
