using System.Globalization;
using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>A master's answer to <c>ROLE</c>: what INFO says of its replicas, at a fraction of the time.</summary>
/// <param name="Offset">How far the master has written.</param>
/// <param name="Replicas">How far each attached replica has said that it reaches. A backup that copies the data stands here with port 0.</param>
internal sealed record MasterRole(long Offset, IReadOnlyList<ReplicaOffset> Replicas)
{
    /// <summary>Null when the node is no master.</summary>
    public static MasterRole? Read(RedisResult role)
    {
        var parts = (RedisResult[])role!;
        return string.Equals((string?)parts[0], "master", StringComparison.Ordinal)
            ? new MasterRole((long)parts[1], [.. ((RedisResult[])parts[2]!).Select(ReadReplica)])
            : null;
    }

    /// <summary>The replicas that reach as far. A backup never confirms a write: it is no node, so nobody may wait for it.</summary>
    public IReadOnlyCollection<string> Holders(long offset) =>
    [
        .. Replicas.Where(replica => replica.Port != 0 && replica.Offset >= offset)
            .Select(replica => string.Create(CultureInfo.InvariantCulture, $"{replica.Host}:{replica.Port}")),
    ];

    private static ReplicaOffset ReadReplica(RedisResult replica)
    {
        var parts = (RedisResult[])replica!;
        return new ReplicaOffset((string)parts[0]!, (int)parts[1], (long)parts[2]);
    }
}

internal readonly record struct ReplicaOffset(string Host, int Port, long Offset);
