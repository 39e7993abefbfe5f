using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Data.Purchases;

namespace Shop.Api.Purchases;

/// <summary>Who does what to a purchase, and what its state allows.</summary>
internal static class PurchaseRights
{
    /// <summary>Whose purchases the caller may touch; null means everyone's.</summary>
    public static Guid? Owner(this Caller caller) => caller.IsAdmin ? null : caller.Id;

    /// <summary>Whether the caller may know of it.</summary>
    public static bool IsFor(this Purchase purchase, Caller caller) => caller.IsAdmin || purchase.UserId == caller.Id;

    /// <summary>How the history names the caller. A customer stays unnamed, so that a purchase that outlives its user tells nothing.</summary>
    public static string Actor(this Caller caller) => caller.IsAdmin ? caller.Id.ToString() : "customer";

    /// <summary>What the caller may do now.</summary>
    public static IReadOnlyList<string> AllowedActions(this Purchase purchase, Caller caller) => purchase.Status switch
    {
        PurchaseStatus.Pending => [PurchaseAction.Pay, PurchaseAction.Cancel],
        PurchaseStatus.Paid => caller.IsAdmin ? [PurchaseAction.Ship, PurchaseAction.Cancel, PurchaseAction.Refund] : [PurchaseAction.Cancel],
        PurchaseStatus.Shipped when caller.IsAdmin => [PurchaseAction.Deliver, PurchaseAction.Refund],
        PurchaseStatus.Delivered when caller.IsAdmin => [PurchaseAction.Refund],
        _ => [],
    };

    /// <summary>409: the purchase's state does not allow what was asked.</summary>
    public static Problem Forbids(this Purchase purchase, Caller caller) => purchase.Status == PurchaseStatus.Expired
        ? Problems.PurchaseExpired(purchase.Status, purchase.AllowedActions(caller))
        : Problems.InvalidState(purchase.Status, purchase.AllowedActions(caller));
}

/// <summary>What can be done to a purchase: the last parts of the addresses to POST to.</summary>
internal static class PurchaseAction
{
    public const string Pay = "pay";
    public const string Cancel = "cancel";
    public const string Ship = "ship";
    public const string Deliver = "deliver";
    public const string Refund = "refund";
}
