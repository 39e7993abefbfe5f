using System.Globalization;
using Shop.Data.Redis;
using StackExchange.Redis;

namespace Shop.Data.Products;

/// <summary>One page of a product's movements, newest first.</summary>
/// <param name="Next">The sequence to go on below, or null on the last page.</param>
/// <param name="Total">How many movements there are, where it was asked for.</param>
public sealed record MovementPage(IReadOnlyList<StockMovement> Items, long? Next, long? Total);

/// <summary>
/// The movements of a product as its stream keeps them: the entry's id is the movement's sequence, so a page is a range below a sequence
/// and costs the same wherever it begins.
/// </summary>
internal static class StockMovements
{
    /// <returns>Null when there is no such product.</returns>
    public static Task<MovementPage?> ReadMovementsAsync(
        this Reads reads, Guid product, int limit, long? below, bool includeTotal, Consistency consistency, CancellationToken cancellationToken) =>
        reads.ReadAsync("XREVRANGE", batch => PageAsync(batch, Keys.Product(product), limit, below, includeTotal), consistency, cancellationToken);

    private static async Task<MovementPage?> PageAsync(IBatch batch, string product, int limit, long? below, bool includeTotal)
    {
        var stream = (RedisKey)$"{product}:movements";
        var from = below is { } sequence ? string.Create(CultureInfo.InvariantCulture, $"({sequence}-0") : "+";
        var exists = batch.KeyExistsAsync(product);
        var range = batch.ExecuteAsync("XREVRANGE", stream, from, "-", "COUNT", limit + 1);
        var length = includeTotal ? batch.ExecuteAsync("XLEN", stream) : null;
        if (!await exists)
        {
            return null;
        }

        var movements = Array.ConvertAll((RedisResult[])(await range)!, Read);
        var items = movements.Take(limit).ToList();
        return new MovementPage(items, movements.Length > limit ? items[^1].Sequence : null, length is null ? null : (long)await length);
    }

    private static StockMovement Read(RedisResult entry) => StockMovement.From(HashFields.Of((string[])((RedisResult[])entry!)[1]!));
}
