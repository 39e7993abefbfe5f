using System.Globalization;
using Shop.Local.Drill;

namespace Shop.Local.Tests.Drill;

/// <summary>A run in which nothing went wrong, told call by call, for tests to spoil.</summary>
internal sealed class Story
{
    public const string Own = "product-own";
    public const string Scarce = "product-scarce";
    private const int Ample = 100;
    private const int Few = 2;

    private int _second;

    public List<Operation> Journal { get; } = [];

    public List<StoredPurchase> Purchases { get; } = [];

    public List<StoredMovement> Movements { get; } = [];

    public List<string> Broken { get; } = [];

    /// <summary>What differs from what the purchases and movements leave on hand.</summary>
    public int Slip { get; set; }

    public Operation Add(Act act, Outcome outcome, string product = "", int quantity = 0, string id = "", string content = "")
    {
        var start = TimeSpan.FromSeconds(_second++);
        var mark = string.Create(CultureInfo.InvariantCulture, $"mark-{_second}");
        Journal.Add(new Operation(1, act, mark, start, start + TimeSpan.FromSeconds(0.5), outcome)
        {
            Product = product,
            Quantity = quantity,
            Id = id,
            Content = content,
        });
        return Journal[^1];
    }

    /// <summary>Acknowledged, and there.</summary>
    public Operation Buy(int quantity = 1, Act act = Act.Buy)
    {
        var product = act == Act.BuyScarce ? Scarce : Own;
        var id = string.Create(CultureInfo.InvariantCulture, $"purchase-{_second}");
        var buy = Add(act, Outcome.Acknowledged, product, quantity, id, $"content of {id}");
        Store(buy, id);
        return buy;
    }

    public void Store(Operation buy, string id, string status = "paid")
    {
        Purchases.Add(new StoredPurchase(id, buy.Mark, buy.Product, buy.Quantity, status, $"content of {id}"));
        Movements.Add(new StoredMovement(buy.Product, "sale", -buy.Quantity, "", id));
    }

    public Operation Adjust(int delta)
    {
        var adjust = Add(Act.Adjust, Outcome.Acknowledged, Own, delta);
        Movements.Add(new StoredMovement(Own, "adjustment", delta, adjust.Mark, ""));
        return adjust;
    }

    public void Cancel(Operation buy)
    {
        Add(Act.Cancel, Outcome.Acknowledged, buy.Product, buy.Quantity, buy.Id);
        SetStatus(buy, "cancelled");
    }

    public void SetStatus(Operation buy, string status)
    {
        var at = Purchases.FindIndex(purchase => purchase.Id == buy.Id);
        Purchases[at] = Purchases[at] with { Status = status };
    }

    public void Read(Act act, long? seen = null, long? floor = null, string id = "", string content = "", params string[] ids)
    {
        var read = Add(act, Outcome.Acknowledged, Own, 0, id, content);
        Journal[^1] = read with { Seen = seen, Floor = floor, Ids = ids };
    }

    public IReadOnlyList<Violation> Verdict(bool forgives503 = false)
    {
        StoredProduct[] products = [Product(Own, Ample), Product(Scarce, Few)];
        return Local.Drill.Verdict.On(Journal, new StoredData(products, Purchases, Movements, Broken), forgives503);
    }

    private StoredProduct Product(string id, int initial)
    {
        var adjusted = Movements.Where(movement => movement.Product == id && movement.Kind == "adjustment").Sum(movement => movement.Delta);
        var sold = Purchases.Where(purchase => purchase.Product == id && purchase.Status == "paid").Sum(purchase => purchase.Quantity);
        var left = initial + adjusted - sold + (id == Own ? Slip : 0);
        return new StoredProduct(id, initial, left, left);
    }
}
