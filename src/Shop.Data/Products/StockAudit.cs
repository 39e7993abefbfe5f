using Shop.Data.Redis;

namespace Shop.Data.Products;

/// <summary>
/// Checks for every product that its movements add up to its stock, its open holds to what is reserved, and that nothing is oversold. It
/// really adds them up. It holds exactly also while the shop sells: the stock, the holds and the number of the last movement are read in
/// one atomic step, and movements never change, so that those up to that number may be added up in parts.
/// </summary>
public sealed class StockAudit
{
    private const int ProductsPerPage = 100;

    // Redis answers nobody else meanwhile: a part of a history takes up to 3 ms.
    private const int ProductsAtOnce = 4;

    // A replica may lag between two parts, a master may be replaced: only what the master shows again and again is a violation.
    private const int Confirmations = 2;

    private static readonly LuaScript ListProductIds = LuaScript.Load(nameof(ListProductIds));

    private readonly Reads _reads;

    internal StockAudit(Reads reads) => _reads = reads;

    /// <summary>Walks all products, in any status; 10 000 of them with short histories take some seconds.</summary>
    /// <exception cref="RedisUnavailableException">No node answered for as long as a read is held.</exception>
    public Task<StockAuditReport> CheckAsync(Consistency consistency, CancellationToken cancellationToken) =>
        CheckAsync(consistency, () => Task.CompletedTask, cancellationToken);

    /// <inheritdoc cref="CheckAsync(Consistency, CancellationToken)"/>
    /// <param name="rest">Awaited after each four products, for an audit that runs beside a shop that sells.</param>
    public async Task<StockAuditReport> CheckAsync(Consistency consistency, Func<Task> rest, CancellationToken cancellationToken)
    {
        long checkedProducts = 0;
        var violations = new List<StockViolation>();
        Guid? after = null;
        do
        {
            var ids = await ListIdsAsync(after, consistency, cancellationToken);
            foreach (var products in ids.Chunk(ProductsAtOnce))
            {
                violations.AddRange(await CheckAsync(products, consistency, cancellationToken));
                await rest();
            }

            checkedProducts += ids.Length;
            after = ids.Length == ProductsPerPage ? ids[^1] : null;
        }
        while (after is not null);
        return new StockAuditReport(checkedProducts, violations);
    }

    private async Task<Guid[]> ListIdsAsync(Guid? after, Consistency consistency, CancellationToken cancellationToken)
    {
        var ids = await _reads.RunAsync(ListProductIds, [], [after?.ToString() ?? "", ProductsPerPage], consistency, cancellationToken);
        return Array.ConvertAll((string[])ids!, Guid.Parse);
    }

    private async Task<IReadOnlyList<StockViolation>> CheckAsync(Guid[] products, Consistency consistency, CancellationToken cancellationToken)
    {
        var tallies = await StockTally.ReadAsync(_reads, products, consistency, cancellationToken);
        var suspects = tallies.SelectMany(tally => tally.Violations()).Select(violation => violation.ProductId).Distinct().ToArray();
        var master = new Consistency { Level = ReadConsistency.Strong };
        IReadOnlyList<StockViolation> violations = [];
        for (var look = 0; look < Confirmations && suspects.Length > 0; look++)
        {
            tallies = await StockTally.ReadAsync(_reads, suspects, master, cancellationToken);
            violations = [.. tallies.SelectMany(tally => tally.Violations())];
            suspects = [.. violations.Select(violation => violation.ProductId).Distinct()];
        }

        return violations;
    }
}

/// <summary>What an audit found.</summary>
public sealed record StockAuditReport(long CheckedProducts, IReadOnlyList<StockViolation> Violations);

/// <summary>One product that breaks one rule.</summary>
public sealed record StockViolation(Guid ProductId, [property: OneOf(typeof(StockRule))] string Rule, long Expected, long Actual);

/// <summary>What must be true of every product's stock.</summary>
public static class StockRule
{
    public const string OnHand = "movements_make_on_hand";
    public const string Reserved = "movements_make_reserved";
    public const string Holds = "holds_make_reserved";
    public const string Available = "available_not_negative";
    public const string Sequence = "movements_without_gap";
}
