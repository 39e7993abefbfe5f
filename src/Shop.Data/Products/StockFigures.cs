using Shop.Data.Redis;
using StackExchange.Redis;

namespace Shop.Data.Products;

/// <summary>The stock as a whole, at one moment.</summary>
/// <param name="Available">Active products of which there is at least one to sell.</param>
/// <param name="Out">Active products of which there is none.</param>
/// <param name="Holds">Pending purchases: each holds what it wants to buy.</param>
public sealed record StockFigures(long Available, long Out, long Holds);

/// <summary>Counts the stock by the indexes, in far fewer steps than there are products.</summary>
public sealed class StockCounts
{
    private static readonly LuaScript CountStock = LuaScript.Load(nameof(CountStock));

    private readonly Reads _reads;

    internal StockCounts(Reads reads) => _reads = reads;

    /// <summary>From a replica.</summary>
    /// <exception cref="RedisUnavailableException">No node answered for as long as a read is held.</exception>
    public Task<StockFigures> ReadAsync(CancellationToken cancellationToken) =>
        _reads.ReadAsync(CountStock.Name, CountAsync, new Consistency(), cancellationToken);

    private static async Task<StockFigures> CountAsync(IBatch batch)
    {
        var products = ReadScripts.RunAsync(batch, CountStock, [], []);
        var holds = batch.SortedSetLengthAsync(Keys.PurchasesPending);
        var counts = (long[])(await products)!;
        return new StockFigures(counts[0], counts[1], await holds);
    }
}
