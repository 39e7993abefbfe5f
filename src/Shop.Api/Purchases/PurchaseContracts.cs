using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Api.Products;
using Shop.Data;
using Shop.Data.Purchases;

namespace Shop.Api.Purchases;

/// <summary>A purchase to place. Prices come from the catalogue alone.</summary>
[ReadOnlyFields(
    "id", "total", "refundedTotal", "status", "expiresAt", "tracking", "payments", "history", "allowedActions", "createdAt", "updatedAt",
    "version")]
internal sealed record PurchaseRequest(
    string? UserId,
    IReadOnlyList<LineRequest>? Items,
    PaymentRequest? Payment,
    MoneyRequest? ExpectedTotal,
    long? HoldSeconds,
    AddressRequest? ShippingAddress,
    string? Note) : IAdminFields
{
    private const int DefaultHoldSeconds = 900;

    /// <summary>Buying for somebody else is an admin's call.</summary>
    public bool HasAdminFields(Guid caller) => UserId is not null && !(Guid.TryParse(UserId, out var user) && user == caller);

    public NewPurchase ToNewPurchase(Caller caller) => new(
        UserId is null ? caller.Id : Guid.Parse(UserId),
        caller.Actor(),
        [.. Items!.Select(line => new NewLine(Guid.Parse(line.ProductId!), (int)line.Quantity!.Value))],
        TimeSpan.FromSeconds(HoldSeconds ?? DefaultHoldSeconds),
        ExpectedTotal?.ToMoney(),
        ShippingAddress?.ToAddress(),
        Note,
        WithPayment: Payment is not null);
}

[ReadOnlyFields("sku", "name", "unitPrice", "lineTotal", "refundedQuantity")]
internal sealed record LineRequest(string? ProductId, long? Quantity);

internal sealed record PaymentRequest(string? Method, string? Token);

internal sealed record PaymentCall(PaymentRequest? Payment);

internal sealed record AddressRequest(string? Name, string? Line1, string? Line2, string? City, string? PostalCode, string? Country)
{
    public ShippingAddress ToAddress() => new(Name!, Line1!, Line2, City!, PostalCode!, Country!);
}

internal sealed record PurchaseResponse(
    Guid Id,
    Guid UserId,
    IReadOnlyList<PurchaseLine> Items,
    Money Total,
    Money RefundedTotal,
    [property: OneOf(typeof(PurchaseStatus))] string Status,
    DateTimeOffset ExpiresAt,
    ShippingAddress? ShippingAddress,
    string? Note,
    Tracking? Tracking,
    IReadOnlyList<Payment> Payments,
    IReadOnlyList<Transition> History,
    [property: OneOf(typeof(PurchaseAction))] IReadOnlyList<string> AllowedActions,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    long Version)
{
    public static PurchaseResponse For(Caller caller, Purchase purchase) => new(
        purchase.Id, purchase.UserId, purchase.Lines, purchase.Total, purchase.RefundedTotal, purchase.Status, purchase.ExpiresAt,
        purchase.ShippingAddress, purchase.Note, purchase.Tracking, purchase.Payments, purchase.History, purchase.AllowedActions(caller),
        purchase.CreatedAt, purchase.UpdatedAt, purchase.Version);
}
