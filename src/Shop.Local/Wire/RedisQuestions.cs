using System.Globalization;
using Shop.Local.Backups;
using Shop.Local.Nodes;
using Shop.Local.Stack;

namespace Shop.Local.Wire;

/// <summary>What the tool asks Redis and the Sentinels. A node that does not answer gives null, never an exception.</summary>
internal sealed class RedisQuestions(StackLayout layout, Settings settings)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary><c>master</c> or <c>slave</c>, by the node's own word.</summary>
    public Task<string?> RoleAsync(Node redis, CancellationToken cancellation = default) =>
        AskAsync(redis, async node => await node.AskListAsync("ROLE") is [string role, ..] ? role : null, cancellation);

    public async Task<bool> AnswersAsync(Node node, CancellationToken cancellation = default) =>
        await AskAsync(node, async connection => await connection.AskAsync("PING") as string, cancellation) is "PONG";

    /// <summary>The node that most Sentinels name, if that is a majority of all.</summary>
    public async Task<Node?> MasterAsync(CancellationToken cancellation = default)
    {
        var sentinels = layout.Of(NodeKind.Sentinel).ToArray();
        var votes = await Task.WhenAll(sentinels.Select(sentinel => NamedByAsync(sentinel, cancellation)));
        var named = votes.OfType<string>().GroupBy(address => address, StringComparer.Ordinal).MaxBy(same => same.Count());
        return named?.Count() > sentinels.Length / 2 ? layout.Of(NodeKind.Redis).FirstOrDefault(node => node.Address == named.Key) : null;
    }

    /// <summary>The master's address by one Sentinel.</summary>
    public Task<string?> NamedByAsync(Node sentinel, CancellationToken cancellation = default) =>
        AskAsync(
            sentinel,
            async node => await node.AskListAsync("SENTINEL", "GET-MASTER-ADDR-BY-NAME", settings.MasterName) is [string host, string port]
                ? $"{host}:{port}"
                : null,
            cancellation);

    /// <summary>How many replicas and other Sentinels one Sentinel knows of.</summary>
    public Task<(int Replicas, int Sentinels)?> KnownToAsync(Node sentinel, CancellationToken cancellation = default) =>
        AskAsync<(int, int)?>(
            sentinel,
            async node =>
            {
                var replicas = await node.AskListAsync("SENTINEL", "REPLICAS", settings.MasterName);
                var others = await node.AskListAsync("SENTINEL", "SENTINELS", settings.MasterName);
                return (replicas.Count, others.Count);
            },
            cancellation);

    /// <summary>How many replicas the master has that are up to date enough for it to accept writes.</summary>
    public Task<int?> GoodReplicasAsync(Node master, CancellationToken cancellation = default) =>
        AskAsync<int?>(master, async node => Field(await node.AskAsync("INFO", "replication") as string, "min_slaves_good_slaves"), cancellation);

    /// <summary>What a node's data holds.</summary>
    public Task<Holdings?> HoldingsAsync(Node redis, CancellationToken cancellation = default) =>
        AskAsync(
            redis,
            async node => new Holdings(
                Number(await node.AskAsync("GET", "products")),
                await CountAsync(node, "users"),
                await CountAsync(node, "purchases"),
                Number(await node.AskAsync("HGET", "watermark", "sequence"))),
            cancellation);

    /// <summary>As the user that may do everything.</summary>
    public Task<RedisConnection> OpenAsync(Node node, TimeSpan limit, CancellationToken cancellation = default) =>
        RedisConnection.OpenAsync(node, "operator", settings.OperatorPassword, RedisTls.Authority(layout, settings), limit, cancellation);

    private static long Number(object? text) => text is string digits ? long.Parse(digits, CultureInfo.InvariantCulture) : 0;

    private static async Task<long> CountAsync(RedisConnection node, string sortedSet) => await node.AskAsync("ZCARD", sortedSet) as long? ?? 0;

    private static int? Field(string? info, string name) =>
        info?.Split("\r\n").FirstOrDefault(line => line.StartsWith($"{name}:", StringComparison.Ordinal)) is { } line
            ? int.Parse(line.AsSpan(name.Length + 1), CultureInfo.InvariantCulture)
            : null;

    private async Task<T?> AskAsync<T>(Node node, Func<RedisConnection, Task<T?>> question, CancellationToken cancellation)
    {
        try
        {
            using var connection = await OpenAsync(node, Limit, cancellation);
            return await question(connection);
        }
        catch (RedisUnreachableException)
        {
            return default;
        }
    }
}
