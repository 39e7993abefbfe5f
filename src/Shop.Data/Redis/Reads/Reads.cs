using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>Where every read goes out.</summary>
internal sealed class Reads
{
    /// <summary>
    /// Asks a node of the read set. The query starts all its commands on the batch, one node and one pipelined round trip, and returns a task of the
    /// answer; it may be called again for another node.
    /// </summary>
    public Task<T> ReadAsync<T>(Func<IBatch, Task<T>> query, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Not there yet.");

    /// <summary>Asks the master, and nobody else.</summary>
    public Task<T> ReadMasterAsync<T>(Func<IBatch, Task<T>> query, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Not there yet.");
}
