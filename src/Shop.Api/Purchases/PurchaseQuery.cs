using FluentValidation;
using Shop.Api.Http;
using Shop.Data.Purchases;

namespace Shop.Api.Purchases;

/// <summary>What a list of one user's purchases may be filtered by.</summary>
internal record PurchaseQuery
{
    public string? Status { get; init; }

    public string? ProductId { get; init; }

    public string? CreatedAfter { get; init; }

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
    private static readonly string[] Statuses = ["pending", "paid", "shipped", "delivered", "cancelled", "expired", "refunded"];

    public PurchaseQueryValidator()
    {
        RuleFor(query => query.Status).OneOf(Statuses);
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
