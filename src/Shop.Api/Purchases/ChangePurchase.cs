using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Data.Purchases;

namespace Shop.Api.Purchases;

/// <summary>PATCH /v1/purchases/{id}: where it goes and its note, while it is pending or paid.</summary>
internal static class ChangePurchase
{
    public static Task<Results<Answer<PurchaseResponse>, Problem>> HandleAsync(
        Guid id,
        Patch<PurchaseChangeRequest> patch,
        Change change,
        Caller caller,
        PurchaseStore purchases,
        CancellationToken cancellationToken) =>
        patch.ApplyAsync(
            change,
            async () => await purchases.FindLatestAsync(id, cancellationToken) is { } purchase && purchase.IsFor(caller)
                ? new Patchable<PurchaseChangeRequest>(PurchaseChangeRequest.From(purchase), Subject.At(purchase.Version))
                : null,
            async (merged, based) => PurchaseActions.Answered(caller, await purchases.ChangeAsync(
                id, caller.Owner(), caller.Actor(), merged.ShippingAddress?.ToAddress(), merged.Note,
                based.IfMatch, based.Operation, cancellationToken)));
}

/// <summary>What may still be changed of a purchase.</summary>
[ReadOnlyFields(
    "id", "userId", "items", "total", "refundedTotal", "status", "expiresAt", "tracking", "payments", "history", "allowedActions",
    "createdAt", "updatedAt", "version")]
internal sealed record PurchaseChangeRequest(AddressRequest? ShippingAddress, string? Note)
{
    /// <summary>The request that would change nothing.</summary>
    public static PurchaseChangeRequest From(Purchase purchase) => new(
        purchase.ShippingAddress is { } to
            ? new AddressRequest(to.Name, to.Line1, to.Line2, to.City, to.PostalCode, to.Country)
            : null,
        purchase.Note);
}

internal sealed class PurchaseChangeValidator : AbstractValidator<PurchaseChangeRequest>
{
    public PurchaseChangeValidator()
    {
        RuleFor(change => change.ShippingAddress).SetValidator(new AddressValidator()!);
        RuleFor(change => change.Note).Text(0, 500, multiline: true);
    }
}
