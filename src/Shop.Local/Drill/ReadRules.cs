namespace Shop.Local.Drill;

/// <summary>
/// A read that starts after an acknowledged write of the same client shows it, whichever replica answers; and a read with a token is never
/// older than the answer that gave the token. A client makes one call after the other, so its own order is the order of its calls.
/// </summary>
internal static class ReadRules
{
    public static IEnumerable<Violation> Find(IReadOnlyList<Operation> journal) =>
        journal.GroupBy(operation => operation.Client).SelectMany(client => OfOne(client.OrderBy(operation => operation.Start)));

    private static IEnumerable<Violation> OfOne(IEnumerable<Operation> calls)
    {
        var knowledge = new ClientKnowledge();
        foreach (var call in calls)
        {
            if (call.IsWrite)
            {
                knowledge.Learn(call);
            }
            else if (call.Outcome == Outcome.Acknowledged && Fault(call, knowledge) is { } fault)
            {
                yield return new Violation(ViolationKind.Stale, $"{call.Act} at {call.Start.TotalSeconds:0.0} s: {fault}", call.Mark);
            }
        }
    }

    private static string? Fault(Operation read, ClientKnowledge knowledge) => read.Act switch
    {
        Act.ReadOwnProduct => knowledge.FaultInStock(read.Product, read.Seen ?? 0),
        Act.ReadPopularProduct when read.Seen < read.Floor => $"version {read.Seen} with the token of version {read.Floor}",
        Act.ReadPurchase => knowledge.FaultInStatus(read.Id, read.Content),
        Act.ListPurchases => knowledge.FaultInList(read.Ids),
        _ => null,
    };
}
