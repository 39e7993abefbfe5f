namespace Shop.Local.Stack;

/// <summary>One process of the stack.</summary>
/// <param name="Name">What people call it: <c>redis-1</c>.</param>
/// <param name="Port">Where it serves.</param>
/// <param name="SidePort">A second port: the metrics of an API replica, nginx's own status page.</param>
/// <param name="Host">The loopback address it listens on and calls from; one of its own lets a packet filter cut it off.</param>
/// <param name="TlsPort">Where it serves with TLS: nginx.</param>
internal sealed record Node(string Name, NodeKind Kind, int Port, int? SidePort = null, string Host = "127.0.0.1", int? TlsPort = null)
{
    public string Address => $"{Host}:{Port}";

    public string SideAddress => $"{Host}:{SidePort}";

    public string TlsAddress => $"{Host}:{TlsPort}";

    public IEnumerable<int> Ports => ((int?[])[Port, SidePort, TlsPort]).OfType<int>();
}

internal enum NodeKind
{
    Sentinel,
    Redis,
    Api,
    Nginx,
    Exporter,
    Prometheus,
    Alertmanager,
}
