namespace Shop.Local.Drill;

/// <summary>An acknowledged purchase is there once, as it was acknowledged; any other at most once.</summary>
internal static class PurchaseRules
{
    public static IEnumerable<Violation> Find(IReadOnlyList<Operation> journal, StoredData data)
    {
        var buys = journal.Where(operation => operation.IsPurchase).ToDictionary(buy => buy.Mark, StringComparer.Ordinal);
        var cancels = journal.Where(operation => operation.Act == Act.Cancel).ToLookup(cancel => cancel.Id, StringComparer.Ordinal);
        var stored = data.Purchases.ToLookup(purchase => purchase.Mark, StringComparer.Ordinal);
        return buys.Values.Where(buy => buy.Outcome == Outcome.Acknowledged).SelectMany(buy => Lost(buy, stored[buy.Mark], cancels))
            .Concat(stored.SelectMany(same => Doubled(same.Key, [.. same], buys.GetValueOrDefault(same.Key))))
            .Concat(ResentAnew(journal, buys));
    }

    private static IEnumerable<Violation> Lost(Operation buy, IEnumerable<StoredPurchase> stored, ILookup<string, Operation> cancels)
    {
        var found = stored.FirstOrDefault(purchase => purchase.Id == buy.Id);
        if (found is null)
        {
            yield return new Violation(ViolationKind.Lost, $"purchase {buy.Id} was acknowledged and is not there", buy.Mark);
        }
        else if (found.Content != buy.Content)
        {
            var text = $"purchase {buy.Id} was acknowledged as {buy.Content} and is {found.Content}";
            yield return new Violation(ViolationKind.Lost, text, buy.Mark);
        }
        else if (!Statuses(cancels[buy.Id]).Contains(found.Status, StringComparer.Ordinal))
        {
            var text = $"purchase {buy.Id} is {found.Status}, not {string.Join(" or ", Statuses(cancels[buy.Id]))}";
            yield return new Violation(ViolationKind.Lost, text, buy.Mark);
        }
    }

    private static string[] Statuses(IEnumerable<Operation> cancels)
    {
        var outcomes = cancels.Select(cancel => cancel.Outcome).ToArray();
        return outcomes switch
        {
            _ when outcomes.Contains(Outcome.Acknowledged) => ["cancelled"],
            [] => ["paid"],
            _ => ["paid", "cancelled"],
        };
    }

    private static IEnumerable<Violation> Doubled(string mark, StoredPurchase[] same, Operation? buy)
    {
        if (same.Length > 1)
        {
            yield return new Violation(ViolationKind.Doubled, $"one purchase took place {same.Length} times", mark);
        }

        if (buy is null or { Outcome: Outcome.Refused })
        {
            yield return new Violation(ViolationKind.Doubled, $"purchase {same[0].Id} is there, though {Refusal(buy)}", mark);
        }
    }

    private static string Refusal(Operation? buy) => buy is null ? "nobody asked for it" : "it was refused";

    private static IEnumerable<Violation> ResentAnew(IEnumerable<Operation> journal, Dictionary<string, Operation> buys) =>
        from again in journal
        where again is { Act: Act.Resend, Outcome: Outcome.Acknowledged }
        let first = buys[again.Content]
        where again.Id != first.Id
        select new Violation(ViolationKind.Doubled, $"the key of purchase {first.Id} made {again.Id} when it was sent again", again.Mark);
}
