using Shop.Data.Redis;
using StackExchange.Redis;

namespace Shop.Data.Products;

/// <summary>The stock as a whole, at one moment.</summary>
/// <param name="Available">Active products of which there is at least one to sell.</param>
/// <param name="Out">Active products of which there is none.</param>
/// <param name="Holds">Pending purchases: each holds what it wants to buy.</param>
public sealed record StockFigures(long Available, long Out, long Holds);

/// <summary>Counts the stock by the indexes: three counts, whose cost does not grow with what is counted.</summary>
public sealed class StockCounts
{
    private readonly Reads _reads;

    internal StockCounts(Reads reads) => _reads = reads;

    /// <summary>From a replica.</summary>
    /// <exception cref="RedisUnavailableException">No node answered for as long as a read is held.</exception>
    public Task<StockFigures> ReadAsync(CancellationToken cancellationToken) =>
        _reads.ReadAsync("ZLEXCOUNT", CountAsync, new Consistency(), cancellationToken);

    private static async Task<StockFigures> CountAsync(IBatch batch)
    {
        var available = Term(batch, "stock:in");
        var sold = Term(batch, "stock:out");
        var holds = batch.SortedSetLengthAsync(Keys.PurchasesPending);
        return new StockFigures((long)await available, (long)await sold, await holds);
    }

    private static Task<RedisResult> Term(IBatch batch, string term) =>
        batch.ExecuteAsync("ZLEXCOUNT", (RedisKey)Keys.ActiveProductTerms, $"[{term}\n", $"({term}\v");
}
