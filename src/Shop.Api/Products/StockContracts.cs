using Shop.Api.Auth;
using Shop.Data;
using Shop.Data.Products;

namespace Shop.Api.Products;

internal sealed record StockAdjustmentRequest(long? Delta, string? Reason, string? Note)
{
    public StockAdjustment ToAdjustment(Caller caller) => new(Delta!.Value, Reason!, Note, caller.Id.ToString());
}

internal sealed record StockCountRequest(long? OnHand, string? Reason)
{
    public StockCount ToCount(Caller caller) => new(OnHand!.Value, Reason!, caller.Id.ToString());
}

internal sealed record StockLevelResponse(
    Guid ProductId, long OnHand, long Reserved, long Available, long StockVersion, DateTimeOffset UpdatedAt)
{
    public static StockLevelResponse From(StockLevel level) => new(
        level.ProductId, level.Stock.OnHand, level.Stock.Reserved, level.Stock.Available, level.StockVersion, level.UpdatedAt);
}

internal sealed record StockMovementResponse(
    Guid Id,
    long Sequence,
    Guid ProductId,
    [property: OneOf(typeof(MovementKind))] string Kind,
    long Delta,
    long ReservedDelta,
    long OnHandAfter,
    long ReservedAfter,
    [property: OneOf(typeof(StockReason))] string? Reason,
    Guid? PurchaseId,
    string Actor,
    string? Note,
    DateTimeOffset At)
{
    public static StockMovementResponse From(StockMovement movement) => new(
        movement.Id, movement.Sequence, movement.ProductId, movement.Kind, movement.Delta, movement.ReservedDelta, movement.OnHandAfter,
        movement.ReservedAfter, movement.Reason, movement.PurchaseId, movement.Actor, movement.Note, movement.At);
}
