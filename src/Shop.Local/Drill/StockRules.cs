namespace Shop.Local.Drill;

/// <summary>Nothing is sold that was not there, each sale is one movement, and the stock is what the sales and adjustments leave.</summary>
internal static class StockRules
{
    public static IEnumerable<Violation> Find(IReadOnlyList<Operation> journal, StoredData data) =>
        Sales(data)
            .Concat(data.Products.SelectMany(product => Oversold(product, journal, data)))
            .Concat(data.Violations.Select(text => new Violation(ViolationKind.Oversold, $"the invariants are broken: {text}")));

    private static IEnumerable<Violation> Sales(StoredData data)
    {
        var sales = data.Movements.Where(movement => movement.Kind == "sale").ToLookup(sale => sale.Purchase, StringComparer.Ordinal);
        foreach (var purchase in data.Purchases.Where(purchase => purchase.Status is "paid" or "cancelled"))
        {
            var times = sales[purchase.Id].Count();
            if (times > 1)
            {
                yield return new Violation(ViolationKind.Doubled, $"purchase {purchase.Id} left the stock {times} times", purchase.Mark);
            }
            else if (times == 0 && purchase.Status == "paid")
            {
                yield return new Violation(ViolationKind.Oversold, $"purchase {purchase.Id} is paid and never left the stock", purchase.Mark);
            }
        }
    }

    private static IEnumerable<Violation> Oversold(StoredProduct product, IReadOnlyList<Operation> journal, StoredData data)
    {
        var paid = data.Purchases.Where(purchase => purchase.Product == product.Id && purchase.Status == "paid").ToArray();
        var adjustments = data.Movements.Where(movement => movement.Product == product.Id && movement.Kind == "adjustment");
        var had = product.Initial + adjustments.Sum(adjustment => adjustment.Delta);
        var there = paid.Select(purchase => (purchase.Id, purchase.Quantity));
        var promised = Promised(product, journal).UnionBy(there, sale => sale.Id, StringComparer.Ordinal);
        var sold = promised.Sum(sale => sale.Quantity);
        if (sold > had || product.Available < 0)
        {
            var text = $"{sold} units of {product.Id} are sold, {had} there were, {product.Available} are available";
            yield return new Violation(ViolationKind.Oversold, text);
        }

        var left = had - paid.Sum(purchase => purchase.Quantity);
        if (left != product.OnHand)
        {
            var text = $"{product.Id} has {product.OnHand} units on hand; its sales and adjustments leave {left}";
            yield return new Violation(ViolationKind.Oversold, text);
        }
    }

    /// <summary>Sold by what the clients were told, also if the data have lost it.</summary>
    private static IEnumerable<(string Id, int Quantity)> Promised(StoredProduct product, IReadOnlyList<Operation> journal)
    {
        var cancelled = journal.Where(operation => operation.Act == Act.Cancel).Select(cancel => cancel.Id).ToHashSet(StringComparer.Ordinal);
        return journal
            .Where(buy => buy is { IsPurchase: true, Outcome: Outcome.Acknowledged } && buy.Product == product.Id)
            .Where(buy => !cancelled.Contains(buy.Id))
            .Select(buy => (buy.Id, buy.Quantity));
    }
}
