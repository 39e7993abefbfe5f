using Shop.Data.Redis;

namespace Shop.Data.Purchases;

/// <summary>
/// What an action on a purchase can come to: the codes of CancelPurchase.lua, ShipPurchase.lua, DeliverPurchase.lua and ChangePurchase.lua.
/// </summary>
public abstract record PurchaseActionResult
{
    /// <summary>The purchase as it is after it.</summary>
    public sealed record Done(Purchase Purchase, Written Written) : PurchaseActionResult;

    public sealed record NotFound : PurchaseActionResult;

    public sealed record PreconditionFailed(string CurrentVersion) : PurchaseActionResult;

    public sealed record InvalidState(Purchase Purchase) : PurchaseActionResult;

    public sealed record PurchaseExpired(Purchase Purchase) : PurchaseActionResult;

    public sealed record KeyReused : PurchaseActionResult;
}
