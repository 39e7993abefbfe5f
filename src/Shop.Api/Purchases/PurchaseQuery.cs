using System.ComponentModel;
using FluentValidation;
using Shop.Api.Http;
using Shop.Data.Purchases;

namespace Shop.Api.Purchases;

/// <summary>What a list of one user's purchases may be filtered by.</summary>
internal record PurchaseQuery
{
    public string? Status { get; init; }

    public string? ProductId { get; init; }

    [Description("Placed after this time, and not at it.")]
    public string? CreatedAfter { get; init; }

    [Description("Placed before this time, and not at it.")]
    public string? CreatedBefore { get; init; }

    /// <param name="userId">Whose purchases; null means everyone's.</param>
    public PurchaseFilter ToFilter(Guid? userId) => new()
    {
        UserId = userId,
        Status = Status,
        ProductId = ProductId is null ? null : Guid.Parse(ProductId),
        CreatedAfter = CreatedAfter is null ? null : Rules.ReadTime(CreatedAfter),
        CreatedBefore = CreatedBefore is null ? null : Rules.ReadTime(CreatedBefore),
    };
}

/// <summary>The list of all purchases can be cut down to one user's as well.</summary>
internal sealed record AllPurchasesQuery : PurchaseQuery, IAdminFields
{
    public string? UserId { get; init; }

    /// <summary>Another's purchases are an admin's to see.</summary>
    public bool HasAdminFields(Guid caller) => Guid.TryParseExact(UserId, "D", out var user) && user != caller;
}

internal sealed class PurchaseQueryValidator : AbstractValidator<PurchaseQuery>
{
    public PurchaseQueryValidator()
    {
        RuleFor(query => query.Status).OneOf(typeof(PurchaseStatus));
        RuleFor(query => query.ProductId).Uuid();
        RuleFor(query => query.CreatedAfter).Time();
        RuleFor(query => query.CreatedBefore).Time();
    }
}

internal sealed class AllPurchasesQueryValidator : AbstractValidator<AllPurchasesQuery>
{
    public AllPurchasesQueryValidator()
    {
        Include(new PurchaseQueryValidator());
        RuleFor(query => query.UserId).Uuid();
    }
}
