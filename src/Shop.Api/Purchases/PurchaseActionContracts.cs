using FluentValidation;
using Shop.Api.Http;
using Shop.Data.Purchases;

namespace Shop.Api.Purchases;

internal sealed record CancellationRequest(string? Reason);

internal sealed record ShipmentRequest(TrackingRequest? Tracking);

internal sealed record TrackingRequest(string? Carrier, string? Number)
{
    public Tracking ToTracking() => new(Carrier!, Number!);
}

/// <summary>Without items it is all that is left.</summary>
internal sealed record RefundRequest(IReadOnlyList<LineRequest>? Items, bool? Restock, string? Reason)
{
    public Refund ToRefund() => new(
        Items is null ? null : [.. Items.Select(item => new NewLine(Guid.Parse(item.ProductId!), (int)item.Quantity!.Value))],
        Restock ?? false,
        Reason);
}

internal sealed class CancellationValidator : AbstractValidator<CancellationRequest>
{
    public CancellationValidator() => RuleFor(cancellation => cancellation.Reason).Text(0, 500);
}

internal sealed class ShipmentValidator : AbstractValidator<ShipmentRequest>
{
    public ShipmentValidator() => RuleFor(shipment => shipment.Tracking).SetValidator(new TrackingValidator()!);
}

internal sealed class TrackingValidator : AbstractValidator<TrackingRequest>
{
    public TrackingValidator()
    {
        RuleFor(tracking => tracking.Carrier).Required().Text(1, 100);
        RuleFor(tracking => tracking.Number).Required().Text(1, 100);
    }
}

internal sealed class RefundValidator : AbstractValidator<RefundRequest>
{
    public RefundValidator()
    {
        RuleFor(refund => refund.Items).Count(1, 50).Distinct(line => line.ProductId, nameof(LineRequest.ProductId));
        RuleForEach(refund => refund.Items).SetValidator(new LineValidator());
        RuleFor(refund => refund.Reason).Text(0, 500);
    }
}
