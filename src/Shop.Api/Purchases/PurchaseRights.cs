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

    /// <summary>What the caller may do now: the last parts of the addresses to POST to.</summary>
    public static IReadOnlyList<string> AllowedActions(this Purchase purchase, Caller caller) => purchase.Status switch
    {
        PurchaseStatus.Pending => ["pay", "cancel"],
        PurchaseStatus.Paid => caller.IsAdmin ? ["ship", "cancel", "refund"] : ["cancel"],
        PurchaseStatus.Shipped when caller.IsAdmin => ["deliver", "refund"],
        PurchaseStatus.Delivered when caller.IsAdmin => ["refund"],
        _ => [],
    };

    /// <summary>409: the purchase's state does not allow what was asked.</summary>
    public static Problem Forbids(this Purchase purchase, Caller caller) => purchase.Status == PurchaseStatus.Expired
        ? Problems.PurchaseExpired(purchase.Status, purchase.AllowedActions(caller))
        : Problems.InvalidState(purchase.Status, purchase.AllowedActions(caller));
}
