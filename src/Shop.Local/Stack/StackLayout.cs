namespace Shop.Local.Stack;

/// <summary>Which nodes a stack has, on which ports, and where its files lie.</summary>
/// <param name="Root">The repository: <c>ops/</c> and the built programs.</param>
/// <param name="Directory">The stack's state, an absolute path.</param>
internal sealed record StackLayout(string Root, string Directory, IReadOnlyList<Node> Nodes)
{
    private const int Replicas = 2;
    private const int Quorum = 3;

    public string LogDirectory => Path.Combine(Directory, "logs");

    public string RecordDirectory => Path.Combine(Directory, "pids");

    /// <summary>The certificates of the Redis nodes and Sentinels.</summary>
    public string TlsDirectory => Path.Combine(Directory, "tls");

    public string Sentinels => string.Join(',', Of(NodeKind.Sentinel).Select(node => node.Address));

    public Node Nginx => Of(NodeKind.Nginx).First();

    public static StackLayout At(string root, PortOffset offset)
    {
        var o = offset.Value;
        var directory = Path.Combine(root, o == 0 ? ".shop" : $".shop-{o}");
        return new StackLayout(root, directory, [
            .. Series("sentinel", NodeKind.Sentinel, 26379 + o, Quorum),
            .. Series("redis", NodeKind.Redis, 6379 + o, Quorum),
            .. Enumerable.Range(0, Replicas).Select(i => new Node($"api-{i + 1}", NodeKind.Api, 5001 + o + i, 9464 + o + i)),
            new Node("nginx", NodeKind.Nginx, 8080 + o, 8081 + o, TlsPort: 8443 + o),
            .. Watchers([9090 + o, 9093 + o, 9121 + o, 9113 + o, 9100 + o]),
        ]);
    }

    /// <summary>Every stack that has a state directory.</summary>
    public static IEnumerable<StackLayout> AllBelow(string root) =>
        System.IO.Directory.EnumerateDirectories(root, ".shop*")
            .Select(path => Path.GetFileName(path) is ".shop" ? "0" : Path.GetFileName(path).Replace(".shop-", "", StringComparison.Ordinal))
            .Select(PortOffset.TryParse)
            .OfType<PortOffset>()
            .Select(offset => At(root, offset));

    /// <summary>Redis and its Sentinels alone, on the given ports: what the tests of the data side run on.</summary>
    public static StackLayout RedisOnly(string root, string directory, IReadOnlyList<int> ports) => new(root, directory, [
        .. ports.Take(Quorum).Select((port, i) => new Node($"sentinel-{i + 1}", NodeKind.Sentinel, port)),
        .. ports.Skip(Quorum).Select((port, i) => new Node($"redis-{i + 1}", NodeKind.Redis, port)),
    ]);

    /// <summary>What sells, each node on a loopback address of its own in the given /24.</summary>
    /// <param name="ports">Six; eleven with those who watch it.</param>
    public static StackLayout Selling(string root, string directory, string network, IReadOnlyList<int> ports, bool watched)
    {
        Node[] nodes =
        [
            .. Enumerable.Range(1, Quorum).Select(i => new Node($"sentinel-{i}", NodeKind.Sentinel, ports[0])),
            .. Enumerable.Range(1, Quorum).Select(i => new Node($"redis-{i}", NodeKind.Redis, ports[1])),
            .. Enumerable.Range(1, Replicas).Select(i => new Node($"api-{i}", NodeKind.Api, ports[2], ports[3])),
            new Node("nginx", NodeKind.Nginx, ports[4], ports[5]),
            .. watched ? Watchers([.. ports.Skip(6)]) : [],
        ];
        return new StackLayout(root, directory, [.. nodes.Select((node, i) => node with { Host = $"{network}.{i + 1}" })]);
    }

    public IEnumerable<Node> Of(NodeKind kind) => Nodes.Where(node => node.Kind == kind);

    public Node Named(string name) =>
        Nodes.FirstOrDefault(node => node.Name == name)
        ?? throw new Refusal($"There is no node '{name}'. The nodes are {string.Join(", ", Nodes.Select(node => node.Name))}, and master.");

    /// <summary>The node's own directory: its data and what was rendered for it.</summary>
    public string DirectoryOf(Node node) => Path.Combine(Directory, node.Name);

    public string LogOf(string name) => Path.Combine(LogDirectory, $"{name}.log");

    public string RecordOf(string name) => Path.Combine(RecordDirectory, $"{name}.pid");

    private static Node[] Watchers(IReadOnlyList<int> ports) =>
    [
        new("prometheus", NodeKind.Prometheus, ports[0]),
        new("alertmanager", NodeKind.Alertmanager, ports[1]),
        new("redis-exporter", NodeKind.Exporter, ports[2]),
        new("nginx-exporter", NodeKind.Exporter, ports[3]),
        new("node-exporter", NodeKind.Exporter, ports[4]),
    ];

    private static IEnumerable<Node> Series(string name, NodeKind kind, int port, int count) =>
        Enumerable.Range(0, count).Select(i => new Node($"{name}-{i + 1}", kind, port + i));
}
