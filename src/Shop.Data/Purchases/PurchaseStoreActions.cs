using Shop.Data.Redis;
using StackExchange.Redis;

namespace Shop.Data.Purchases;

// What happens to a purchase after it was placed, other than paying.
public sealed partial class PurchaseStore
{
    private static readonly LuaScript CancelPurchase = LuaScript.Load(nameof(CancelPurchase));
    private static readonly LuaScript ShipPurchase = LuaScript.Load(nameof(ShipPurchase));
    private static readonly LuaScript DeliverPurchase = LuaScript.Load(nameof(DeliverPurchase));
    private static readonly LuaScript RefundPurchase = LuaScript.Load(nameof(RefundPurchase));
    private static readonly LuaScript ChangePurchase = LuaScript.Load(nameof(ChangePurchase));

    /// <summary>Calls a pending or paid purchase off; a paid one is refunded and what is left of it is brought back on the shelf.</summary>
    /// <param name="owner">Whose purchase it must be, or null for an admin.</param>
    public Task<PurchaseActionResult> CancelAsync(
        Guid id, Guid? owner, string actor, string? reason, string ifMatch, Operation operation, CancellationToken cancellationToken) =>
        ActAsync(CancelPurchase, id, [ifMatch, owner?.ToString() ?? "", actor, reason ?? ""], operation, cancellationToken);

    /// <summary>Sends a paid purchase on its way.</summary>
    /// <param name="actor">The admin's id.</param>
    public Task<PurchaseActionResult> ShipAsync(
        Guid id, string actor, Tracking? tracking, string ifMatch, Operation operation, CancellationToken cancellationToken) =>
        ActAsync(ShipPurchase, id, [ifMatch, "", actor, Json(tracking, StoredJson.Default.Tracking)], operation, cancellationToken);

    /// <summary>Notes that a shipped purchase has arrived.</summary>
    /// <param name="actor">The admin's id.</param>
    public Task<PurchaseActionResult> DeliverAsync(
        Guid id, string actor, string ifMatch, Operation operation, CancellationToken cancellationToken) =>
        ActAsync(DeliverPurchase, id, [ifMatch, "", actor], operation, cancellationToken);

    /// <summary>Changes the address and the note of a pending or paid purchase; what is the same already changes nothing.</summary>
    /// <param name="owner">Whose purchase it must be, or null for an admin.</param>
    public Task<PurchaseActionResult> ChangeAsync(
        Guid id,
        Guid? owner,
        string actor,
        ShippingAddress? shippingAddress,
        string? note,
        string ifMatch,
        Operation operation,
        CancellationToken cancellationToken)
    {
        var address = Json(shippingAddress, StoredJson.Default.ShippingAddress);
        return ActAsync(
            ChangePurchase,
            id,
            [ifMatch, owner?.ToString() ?? "", actor, address, Json(note, StoredJson.Default.String)],
            operation,
            cancellationToken);
    }

    /// <summary>Pays back units of a paid, shipped or delivered purchase; the last one makes it refunded.</summary>
    /// <param name="actor">The admin's id.</param>
    public async Task<RefundPurchaseResult> RefundAsync(
        Guid id, string actor, Refund refund, string ifMatch, Operation operation, CancellationToken cancellationToken)
    {
        var items = (refund.Items ?? []).SelectMany(item => new RedisValue[] { item.ProductId.ToString(), item.Quantity });
        var reply = await _commits.RunAsync(
            RefundPurchase,
            operation,
            [Keys.Purchase(id), Keys.HoldsDue],
            [ifMatch, "", actor, refund.Reason ?? "", refund.Restock ? "1" : "0", .. items],
            cancellationToken);
        return reply.Code switch
        {
            "refunded" => new RefundPurchaseResult.Refunded(Purchase.From(reply.Fields), reply.Written),
            "unknown_line" => new RefundPurchaseResult.UnknownLine([.. reply.Values.Select(item => (int)Number(item))]),
            "refund_exceeds_paid" => new RefundPurchaseResult.RefundExceedsPaid(
                [.. reply.Values.Chunk(2).Select(pair => ((int)Number(pair[0]), Number(pair[1])))]),
            "not_found" => new RefundPurchaseResult.NotFound(),
            "precondition_failed" => new RefundPurchaseResult.PreconditionFailed(reply.Values[0]),
            "invalid_state" => new RefundPurchaseResult.InvalidState(Purchase.From(reply.Fields)),
            "purchase_expired" => new RefundPurchaseResult.PurchaseExpired(Expired(reply.Fields)),
            "key_reused" => new RefundPurchaseResult.KeyReused(),
            _ => throw reply.Unexpected(RefundPurchase),
        };
    }

    private async Task<PurchaseActionResult> ActAsync(
        LuaScript action, Guid id, RedisValue[] arguments, Operation operation, CancellationToken cancellationToken)
    {
        var reply = await _commits.RunAsync(action, operation, [Keys.Purchase(id), Keys.HoldsDue], arguments, cancellationToken);
        return reply.Code switch
        {
            "done" => new PurchaseActionResult.Done(Purchase.From(reply.Fields), reply.Written),
            "not_found" => new PurchaseActionResult.NotFound(),
            "precondition_failed" => new PurchaseActionResult.PreconditionFailed(reply.Values[0]),
            "invalid_state" => new PurchaseActionResult.InvalidState(Purchase.From(reply.Fields)),
            "purchase_expired" => new PurchaseActionResult.PurchaseExpired(Expired(reply.Fields)),
            "key_reused" => new PurchaseActionResult.KeyReused(),
            _ => throw reply.Unexpected(action),
        };
    }
}
