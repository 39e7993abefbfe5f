namespace Shop.Local.Drill;

/// <summary>Compares what the clients were told with what is there: a pure function of both.</summary>
internal static class Verdict
{
    /// <param name="forgives503">Whether 503 with Retry-After is an honest answer to the fault.</param>
    public static IReadOnlyList<Violation> On(IReadOnlyList<Operation> journal, StoredData data, bool forgives503) =>
    [
        .. PurchaseRules.Find(journal, data),
        .. AdjustmentRules.Find(journal, data),
        .. StockRules.Find(journal, data),
        .. ReadRules.Find(journal),
        .. AnswerRules.Find(journal, forgives503),
    ];
}
