using System.Diagnostics.Metrics;

namespace Shop.Api.Telemetry;

/// <summary>Every business instrument of the shop; nothing else touches one.</summary>
internal sealed class ShopMetrics
{
    public const string MeterName = "Shop.Business";

    private readonly Counter<long> _purchases;

    public ShopMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _purchases = meter.CreateCounter<long>("shop.purchases", "{purchase}", "Attempts to buy, by how they ended.");
        ShowZeros();
    }

    public void PurchasePlaced(PurchaseOutcome outcome) => _purchases.Add(1, Tag(outcome));

    /// <summary>A counter that is born at 1 has never increased: Prometheus would miss the first event of each kind.</summary>
    private void ShowZeros()
    {
        foreach (var outcome in Enum.GetValues<PurchaseOutcome>())
        {
            _purchases.Add(0, Tag(outcome));
        }
    }

    private static KeyValuePair<string, object?> Tag(PurchaseOutcome outcome) => new("outcome", outcome switch
    {
        PurchaseOutcome.Accepted => "accepted",
        PurchaseOutcome.OutOfStock => "out_of_stock",
        PurchaseOutcome.Declined => "declined",
        PurchaseOutcome.Rejected => "rejected",
        PurchaseOutcome.Replayed => "replayed",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "This outcome has no label."),
    });
}
