using System.Globalization;
using Shop.Data.Redis;
using StackExchange.Redis;

namespace Shop.Data.Products;

/// <summary>One page of a product's movements, newest first.</summary>
/// <param name="Next">The sequence to go on below, or null on the last page.</param>
/// <param name="Total">How many movements there are, where it was asked for.</param>
public sealed record MovementPage(IReadOnlyList<StockMovement> Items, long? Next, long? Total);

/// <summary>
/// The movements of a product as its list keeps them: a movement's place is its sequence, so a page is a range below a sequence and costs the
/// same wherever it begins.
/// </summary>
internal static class StockMovements
{
    private static readonly LuaScript ListMovements = LuaScript.Load(nameof(ListMovements));

    /// <returns>Null when there is no such product.</returns>
    public static async Task<MovementPage?> ReadMovementsAsync(
        this Reads reads, Guid product, int limit, long? below, bool includeTotal, Consistency consistency, CancellationToken cancellationToken)
    {
        RedisValue from = below is { } sequence ? sequence : "";
        var answer = (RedisResult[])(await reads.RunAsync(ListMovements, [Keys.Product(product)], [limit, from], consistency, cancellationToken))!;
        return answer is [var next, var count, var rows]
            ? new MovementPage([.. ((RedisResult[])rows!).Select(Read)], Number((string)next!), includeTotal ? (long)count : null)
            : null;
    }

    private static long? Number(string text) => text.Length == 0 ? null : long.Parse(text, CultureInfo.InvariantCulture);

    private static StockMovement Read(RedisResult row) => StockMovement.From(HashFields.Of((string[])row!));
}
