using System.Globalization;
using Shop.Local.Stack;

namespace Shop.Local.Nodes;

/// <summary>Redis and Sentinel, through the start scripts that containers use as well.</summary>
internal static class RedisNodes
{
    public static string OrderlyMark(StackLayout layout, Node node) => Path.Combine(layout.DirectoryOf(node), "stopped-in-order");

    public static Launch Redis(StackLayout layout, Node node, Settings settings) => new(
        [Path.Combine(layout.Root, "ops/redis/start-redis.sh")],
        new Dictionary<string, string>(Shared(layout, settings), StringComparer.Ordinal)
        {
            ["REDIS_SENTINEL"] = layout.Sentinels,
            ["REDIS_MASTER_NAME"] = settings.MasterName,
            ["REDIS_ANNOUNCE_IP"] = node.Host,
            ["REDIS_BIND"] = node.Host,
            ["REDIS_SOURCE"] = node.Host,
            ["REDIS_PORT"] = node.Port.ToString(CultureInfo.InvariantCulture),
            ["REDIS_DATA_DIR"] = layout.DirectoryOf(node),
        });

    public static Launch Sentinel(StackLayout layout, Node node, Settings settings) => new(
        [Path.Combine(layout.Root, "ops/redis/start-sentinel.sh")],
        new Dictionary<string, string>(Shared(layout, settings), StringComparer.Ordinal)
        {
            ["REDIS_MASTER_ADDRESS"] = layout.Of(NodeKind.Redis).First().Address,
            ["REDIS_MASTER_NAME"] = settings.MasterName,
            ["SENTINEL_ANNOUNCE_IP"] = node.Host,
            ["SENTINEL_BIND"] = node.Host,
            ["SENTINEL_PORT"] = node.Port.ToString(CultureInfo.InvariantCulture),
            ["SENTINEL_DATA_DIR"] = layout.DirectoryOf(node),
        });

    private static IEnumerable<KeyValuePair<string, string>> Shared(StackLayout layout, Settings settings) =>
        EnvFile.RedisPasswords.Select(name => KeyValuePair.Create(name, settings.Password(name))).Concat(RedisTls.Prepare(layout, settings));
}
