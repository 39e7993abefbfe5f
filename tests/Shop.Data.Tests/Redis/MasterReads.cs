using Shop.Data.Redis;
using StackExchange.Redis;

namespace Shop.Data.Tests.Redis;

internal static class MasterReads
{
    /// <summary>What the master holds, whatever the replicas say.</summary>
    public static Task<T> ReadMasterAsync<T>(this Reads reads, Func<IBatch, Task<T>> query) =>
        reads.ReadAsync("GET", query, new Consistency { Level = ReadConsistency.Strong }, CancellationToken.None);
}
