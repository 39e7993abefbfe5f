namespace Shop.Local.Drill;

/// <summary>An acknowledged adjustment is a movement once, any other at most once.</summary>
internal static class AdjustmentRules
{
    private const string Kind = "adjustment";

    public static IEnumerable<Violation> Find(IReadOnlyList<Operation> journal, StoredData data)
    {
        var asked = journal.Where(operation => operation.Act == Act.Adjust).ToDictionary(adjust => adjust.Mark, StringComparer.Ordinal);
        var stored = data.Movements.Where(movement => movement.Kind == Kind).ToLookup(movement => movement.Mark, StringComparer.Ordinal);
        return asked.Values.Where(adjust => adjust.Outcome == Outcome.Acknowledged).SelectMany(adjust => Lost(adjust, stored[adjust.Mark]))
            .Concat(stored.SelectMany(same => Doubled(same.Key, same.Count(), asked.ContainsKey(same.Key))));
    }

    private static IEnumerable<Violation> Lost(Operation adjust, IEnumerable<StoredMovement> stored)
    {
        if (!stored.Any(movement => movement.Product == adjust.Product && movement.Delta == adjust.Quantity))
        {
            var text = $"the adjustment of {adjust.Product} by {adjust.Quantity} was acknowledged and is no movement";
            yield return new Violation(ViolationKind.Lost, text, adjust.Mark);
        }
    }

    private static IEnumerable<Violation> Doubled(string mark, int times, bool wasAsked)
    {
        if (times > 1)
        {
            yield return new Violation(ViolationKind.Doubled, $"one adjustment took place {times} times", mark);
        }

        if (!wasAsked)
        {
            yield return new Violation(ViolationKind.Doubled, "an adjustment is there that nobody asked for", mark);
        }
    }
}
