using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Data.Purchases;

namespace Shop.Api.Purchases;

/// <summary>Who does what to a purchase, and what its state allows.</summary>
internal static class PurchaseRights
{
    /// <summary>Whose purchases the caller may touch; null means everyone's.</summary>
    public static Guid? Owner(this Caller caller) => caller.IsAdmin ? null : caller.Id;

    /// <summary>How the history names the caller. A customer stays unnamed, so that a purchase that outlives its user tells nothing.</summary>
    public static string Actor(this Caller caller) => caller.IsAdmin ? caller.Id.ToString() : "customer";

    public static IReadOnlyList<string> AllowedActions(this Purchase purchase) => purchase.Status switch
    {
        PurchaseStatus.Pending => ["pay", "cancel"],
        PurchaseStatus.Paid => ["cancel"],
        _ => [],
    };

    /// <summary>409: the purchase's state does not allow what was asked.</summary>
    public static Problem Forbids(this Purchase purchase) => purchase.Status == PurchaseStatus.Expired
        ? Problems.PurchaseExpired(purchase.Status, purchase.AllowedActions())
        : Problems.InvalidState(purchase.Status, purchase.AllowedActions());
}
