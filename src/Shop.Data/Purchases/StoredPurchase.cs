namespace Shop.Data.Purchases;

// The lists inside a stored purchase, as purchase.lua writes them: amounts without their currency, times in milliseconds.
internal sealed record StoredLine(
    Guid ProductId, string Sku, string Name, long Quantity, long UnitPrice, long LineTotal, long RefundedQuantity)
{
    public PurchaseLine In(string currency) =>
        new(ProductId, Sku, Name, Quantity, new Money(UnitPrice, currency), new Money(LineTotal, currency), RefundedQuantity);
}

internal sealed record StoredPayment(Guid Id, string Status, long Amount, string? DeclineCode, long At)
{
    public Payment In(string currency) =>
        new(Id, Status, new Money(Amount, currency), DeclineCode, DateTimeOffset.FromUnixTimeMilliseconds(At));
}

internal sealed record StoredTransition(string? From, string To, long At, string Actor, string? Reason)
{
    public Transition Read() => new(From, To, DateTimeOffset.FromUnixTimeMilliseconds(At), Actor, Reason);
}
