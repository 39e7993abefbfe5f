using System.Diagnostics.Metrics;
using Shop.Api.Products;
using Shop.Data;
using Shop.Data.Purchases;
using Shop.Data.Redis;

namespace Shop.Api.Telemetry;

/// <summary>
/// What is bought and paid, meter <c>Shop.Business</c>; nothing else touches its instruments. A replay counts as a replay alone: what it repeats was
/// counted when it happened. These are counts of one process for people to look at; the data is what holds.
/// </summary>
internal sealed class ShopMetrics
{
    public const string MeterName = "Shop.Business";

    // Of a provider: a fraction of a second as a rule, and given up at 15 s.
    private static readonly double[] PaymentSeconds = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 15];

    private readonly Counter<long> _purchases;
    private readonly Counter<long> _transitions;
    private readonly Counter<long> _units;
    private readonly Counter<long> _revenue;
    private readonly Counter<long> _refunds;
    private readonly Counter<long> _payments;
    private readonly Histogram<double> _paymentDuration;

    public ShopMetrics(IMeterFactory meters, Currencies currencies)
    {
        var meter = meters.Create(MeterName);
        _purchases = meter.CreateCounter<long>("shop.purchases", "{purchase}", "Attempts to buy, by how they ended.");
        _transitions = meter.CreateCounter<long>("shop.purchase.transitions", "{purchase}", "Purchases, by the status that they went into.");
        _units = meter.CreateCounter<long>("shop.units_sold", "{unit}", "Units that were paid.");
        _revenue = meter.CreateCounter<long>("shop.revenue", "{minor_unit}", "What was paid, in minor units such as cents.");
        _refunds = meter.CreateCounter<long>("shop.refunds", "{minor_unit}", "What was paid back, in minor units such as cents.");
        _payments = meter.CreateCounter<long>("shop.payments", "{payment}", "What the payment provider said.");
        _paymentDuration = meter.CreateHistogram(
            "shop.payment.duration", "s", "How long the payment provider took to answer.", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = PaymentSeconds });
        ShowZeros(currencies.Codes);
    }

    public void PurchasePlaced(PurchaseOutcome outcome) => _purchases.Add(1, Tag(outcome));

    public void PurchasePaid(Purchase purchase)
    {
        Turned(PurchaseStatus.Paid);
        _units.Add(purchase.Lines.Sum(line => line.Quantity));
        _revenue.Add(purchase.Total.Amount, Currency(purchase.Total.Currency));
    }

    /// <summary>Cancelled, shipped, delivered or refunded; what was paid back with it counts, too.</summary>
    public void PurchaseTurned(Purchase purchase, Written written)
    {
        if (written.Replayed)
        {
            return;
        }

        // A refund of a part goes from a status to the same one.
        var last = purchase.History[^1];
        var isSame = string.Equals(last.From, last.To, StringComparison.Ordinal);
        if (!isSame)
        {
            Turned(last.To);
        }

        var paidBack = isSame || last.To is PurchaseStatus.Refunded || last is { From: PurchaseStatus.Paid, To: PurchaseStatus.Cancelled };
        if (paidBack)
        {
            _refunds.Add(purchase.LastRefund.Amount, Currency(purchase.LastRefund.Currency));
        }
    }

    public void PurchasesExpired(long count) => _transitions.Add(count, new KeyValuePair<string, object?>("to", PurchaseStatus.Expired));

    public void PaymentAnswered(PaymentOutcome outcome, TimeSpan took)
    {
        _payments.Add(1, Payment(outcome.Status));
        _paymentDuration.Record(took.TotalSeconds);
    }

    private void Turned(string status) => _transitions.Add(1, new KeyValuePair<string, object?>("to", status));

    /// <summary>A counter that is born at 1 has never increased: Prometheus would miss the first event of each kind.</summary>
    private void ShowZeros(IEnumerable<string> currencies)
    {
        foreach (var outcome in Enum.GetValues<PurchaseOutcome>())
        {
            _purchases.Add(0, Tag(outcome));
        }

        foreach (var status in OneOfAttribute.ValuesOf(typeof(PurchaseStatus)).Except([PurchaseStatus.Pending], StringComparer.Ordinal))
        {
            _transitions.Add(0, new KeyValuePair<string, object?>("to", status));
        }

        foreach (var status in new[] { PaymentStatus.Succeeded, PaymentStatus.Declined, PaymentStatus.Error })
        {
            _payments.Add(0, Payment(status));
        }

        foreach (var currency in currencies)
        {
            _revenue.Add(0, Currency(currency));
            _refunds.Add(0, Currency(currency));
        }

        _units.Add(0);
    }

    private static KeyValuePair<string, object?> Currency(string code) => new("currency", code);

    private static KeyValuePair<string, object?> Payment(string status) => new("outcome", status);

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
