using System.Globalization;
using Shop.Data.Redis;
using StackExchange.Redis;

namespace Shop.Data.Products;

/// <summary>The stock of one product at one moment, and the sums of its movements up to that moment.</summary>
internal sealed record StockTally(Guid ProductId, Stock Stock, long Held, long Mark, long Last, long Count, long Delta, long ReservedDelta)
{
    private const int MovementsPerPart = 250;
    private const int ValuesPerAnswer = 8;

    private static readonly LuaScript AuditStock = LuaScript.Load(nameof(AuditStock));

    // Fewer movements than asked for end a walk, too: some are missing, and that is found.
    private bool IsWhole => Last >= Mark || Count % MovementsPerPart != 0;

    /// <summary>Adds up all movements of the products; one that does not exist has no tally.</summary>
    public static async Task<IReadOnlyList<StockTally>> ReadAsync(
        Reads reads, Guid[] products, Consistency consistency, CancellationToken cancellationToken)
    {
        var tallies = await AskAsync(reads, [.. products.Select(id => (id, (StockTally?)null))], consistency, cancellationToken);
        for (var i = 0; i < tallies.Count; i++)
        {
            while (!tallies[i].IsWhole)
            {
                var next = await AskAsync(reads, [(tallies[i].ProductId, tallies[i])], consistency, cancellationToken);
                var missing = next.Count == 0 || next[0].Count == tallies[i].Count;
                if (missing)
                {
                    break;
                }

                tallies[i] = next[0];
            }
        }

        return tallies;
    }

    public IEnumerable<StockViolation> Violations()
    {
        (string Rule, long Expected, long Actual)[] rules =
        [
            (StockRule.Sequence, Mark, Count),
            (StockRule.OnHand, Delta, Stock.OnHand),
            (StockRule.Reserved, ReservedDelta, Stock.Reserved),
            (StockRule.Holds, Held, Stock.Reserved),
            (StockRule.Available, Math.Max(0, Stock.OnHand - Stock.Reserved), Stock.OnHand - Stock.Reserved),
        ];
        return rules.Where(rule => rule.Expected != rule.Actual)
            .Select(rule => new StockViolation(ProductId, rule.Rule, rule.Expected, rule.Actual));
    }

    private static Task<List<StockTally>> AskAsync(
        Reads reads, (Guid Product, StockTally? Before)[] questions, Consistency consistency, CancellationToken cancellationToken) =>
        reads.ReadAsync(AuditStock.Name, batch => PartsAsync(batch, questions), consistency, cancellationToken);

    private static async Task<List<StockTally>> PartsAsync(IBatch batch, (Guid Product, StockTally? Before)[] questions)
    {
        var parts = questions.Select(question => PartAsync(batch, question.Product, question.Before)).ToArray();
        return [.. (await Task.WhenAll(parts)).OfType<StockTally>()];
    }

    private static async Task<StockTally?> PartAsync(IBatch batch, Guid product, StockTally? before)
    {
        var answer = await ReadScripts.RunAsync(
            batch, AuditStock, [Keys.Product(product)], [before?.Last ?? 0, before is null ? "" : before.Mark, MovementsPerPart]);
        var values = Array.ConvertAll((string[])answer!, value => long.Parse(value, CultureInfo.InvariantCulture));
        return values.Length < ValuesPerAnswer ? null : Add(product, before, values);
    }

    /// <summary>The moment is the first part's; the further ones bring sums alone.</summary>
    private static StockTally Add(Guid product, StockTally? before, long[] values) => before is null
        ? new StockTally(product, new Stock(values[0], values[1]), values[2], values[3], values[4], values[5], values[6], values[7])
        : before with
        {
            Last = values[4],
            Count = before.Count + values[5],
            Delta = before.Delta + values[6],
            ReservedDelta = before.ReservedDelta + values[7],
        };
}
