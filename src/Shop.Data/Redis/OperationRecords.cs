using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>Looks up what was done. The scripts do so themselves; this is for a call that can't reach its script any more.</summary>
public sealed class OperationRecords
{
    private readonly Reads _reads;

    internal OperationRecords(Reads reads) => _reads = reads;

    /// <summary>Whether this very request took effect when it was sent before: by another API replica, which could not answer it any more.</summary>
    /// <exception cref="RedisUnavailableException">No master answered for as long as a read is held.</exception>
    public Task<bool> IsResendAsync(Operation operation, CancellationToken cancellationToken) => _reads.ReadAsync(
        "HMGET",
        async batch =>
        {
            var record = await batch.HashGetAsync(Keys.Operation(operation), [(RedisValue)"id", "code"]);
            return !record[1].IsNull && string.Equals(record[0], operation.Id, StringComparison.Ordinal);
        },
        new Consistency { Level = ReadConsistency.Strong },
        cancellationToken);
}
