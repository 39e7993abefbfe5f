namespace Shop.Local.Stack;

/// <summary>One process of the stack.</summary>
/// <param name="Name">What people call it: <c>redis-1</c>.</param>
/// <param name="Port">Where it serves.</param>
/// <param name="SidePort">A second port: the metrics of an API replica, nginx's own status page.</param>
internal sealed record Node(string Name, NodeKind Kind, int Port, int? SidePort = null)
{
    public string Address => $"127.0.0.1:{Port}";

    public string SideAddress => $"127.0.0.1:{SidePort}";

    public IEnumerable<int> Ports => SidePort is { } side ? [Port, side] : [Port];
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
