namespace Shop.Local.Drill;

/// <summary>
/// What one client knows by what it was told. Only it changes its own product, so it knows how many units are available there, up to its
/// uncertain writes: each may have taken place, or not, or may still.
/// </summary>
internal sealed class ClientKnowledge
{
    private readonly Dictionary<string, string> _statuses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Least, long Most)> _changes = new(StringComparer.Ordinal);
    private string? _latest;

    public void Learn(Operation write)
    {
        var change = write.Act switch
        {
            Act.Buy => -write.Quantity,
            Act.Adjust or Act.Cancel => write.Quantity,
            _ => 0,
        };
        var (least, most) = _changes.GetValueOrDefault(write.Product);
        _changes[write.Product] = write switch
        {
            { Outcome: Outcome.Acknowledged } => (least + change, most + change),
            { IsUncertain: true } => (least + Math.Min(0, change), most + Math.Max(0, change)),
            _ => (least, most),
        };
        LearnStatus(write);
    }

    /// <param name="seen">How far the units available are from those at first.</param>
    public string? FaultInStock(string product, long seen)
    {
        var (least, most) = _changes.GetValueOrDefault(product);
        return seen >= least && seen <= most ? null : $"a stock changed by {seen}, not by {least}{(least == most ? "" : $" to {most}")}";
    }

    public string? FaultInStatus(string purchase, string seen)
    {
        var known = _statuses.GetValueOrDefault(purchase, "");
        return seen == known || (known == "uncertain" && seen is "paid" or "cancelled")
            ? null
            : $"purchase {purchase} is {seen}, not {known}";
    }

    public string? FaultInList(IReadOnlyList<string> ids) =>
        _latest is null || ids.Contains(_latest, StringComparer.Ordinal) ? null : $"purchase {_latest} is not in the list";

    private void LearnStatus(Operation write)
    {
        if (write is { Act: Act.Buy, Outcome: Outcome.Acknowledged })
        {
            _latest = write.Id;
            _statuses[write.Id] = "paid";
        }
        else if (write.Act == Act.Cancel)
        {
            _statuses[write.Id] = write.Outcome == Outcome.Acknowledged ? "cancelled" : "uncertain";
        }
    }
}
