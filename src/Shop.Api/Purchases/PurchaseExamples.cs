using Shop.Api.Http;
using Shop.Api.Products;
using Shop.Api.Users;
using Shop.Data;
using Shop.Data.Purchases;

namespace Shop.Api.Purchases;

/// <summary>What the API's document shows of purchases.</summary>
internal static class PurchaseExamples
{
    public static readonly Guid Id = Guid.Parse("0199b2a4-c7d6-7b19-b2e1-3e4f5a6b7c8d");

    public static readonly PurchaseRequest NewPurchase = new(
        UserId: null, [new LineRequest(ProductExamples.Id.ToString(), 2)], Payment: null, new MoneyRequest(3998, "EUR"), HoldSeconds: 900,
        new AddressRequest("Anna Lind", "Hauptstrasse 1", Line2: null, "Berlin", "10115", "DE"), "Ring twice.");

    public static readonly PaymentCall Payment = new(new PaymentRequest("simulated", "tok_ok"));

    public static readonly CancellationRequest Cancellation = new("Ordered by mistake");

    public static readonly PurchaseChangeRequest Patch = new(ShippingAddress: null, "Leave it with the neighbour.");

    public static readonly ShipmentRequest Shipment = new(new TrackingRequest("DHL", "00340434161094042557"));

    public static readonly RefundRequest Refund = new(Items: null, Restock: true, "Arrived broken");

    private static readonly DateTimeOffset Placed = new(2026, 1, 16, 18, 45, 30, 250, TimeSpan.Zero);
    private static readonly Money Total = new(3998, "EUR");

    public static readonly PurchaseResponse Pending = new(
        Id, UserExamples.Id,
        [new PurchaseLine(ProductExamples.Id, ProductExamples.Sku, "Tea pot", 2, new Money(1999, "EUR"), Total, RefundedQuantity: 0)],
        Total, RefundedTotal: new Money(0, "EUR"), PurchaseStatus.Pending, Placed.AddMinutes(15),
        new ShippingAddress("Anna Lind", "Hauptstrasse 1", Line2: null, "Berlin", "10115", "DE"), "Ring twice.", Tracking: null,
        Payments: [], [new Transition(From: null, PurchaseStatus.Pending, Placed, "customer", Reason: null)], ["pay", "cancel"],
        Placed, Placed, Version: 1);

    public static readonly PurchaseResponse Paid = Pending.To(PurchaseStatus.Paid, reason: null) with
    {
        Payments =
        [
            new Payment(Guid.Parse("0199b2a4-d9f4-7d2a-83f2-4f5a6b7c8d9e"), "succeeded", Total, DeclineCode: null, Placed.AddMinutes(2)),
        ],
        AllowedActions = ["cancel"],
    };

    public static readonly PurchaseResponse Cancelled =
        Pending.To(PurchaseStatus.Cancelled, "Ordered by mistake") with { AllowedActions = [] };

    public static readonly PurchaseResponse Shipped =
        Paid.To(PurchaseStatus.Shipped, reason: null) with { Tracking = new Tracking("DHL", "00340434161094042557"), AllowedActions = ["deliver", "refund"] };

    public static readonly PurchaseResponse Delivered = Shipped.To(PurchaseStatus.Delivered, reason: null) with { AllowedActions = ["refund"] };

    public static readonly PurchaseResponse Refunded =
        Paid.To(PurchaseStatus.Refunded, "Arrived broken") with { RefundedTotal = Total, AllowedActions = [] };

    public static readonly PageResponse<PurchaseResponse> Page = new([Paid], new PageInfo(Limit: 20, NextCursor: null), TotalCount: null);

    private static PurchaseResponse To(this PurchaseResponse purchase, string status, string? reason)
    {
        var at = Placed.AddMinutes(2);
        return purchase with
        {
            Status = status,
            History = [.. purchase.History, new Transition(purchase.Status, status, at, "customer", reason)],
            UpdatedAt = at,
            Version = purchase.Version + 1,
        };
    }
}
