using FluentValidation;
using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Data.Products;

namespace Shop.Api.Products;

/// <summary>What a list of products may be filtered by.</summary>
internal sealed record ProductQuery : IAdminFields
{
    private const int MaxIds = 100;

    public string? Q { get; init; }

    public string? Category { get; init; }

    public string? Tag { get; init; }

    public string? Brand { get; init; }

    public long? MinPrice { get; init; }

    public long? MaxPrice { get; init; }

    public string? Currency { get; init; }

    public bool? InStock { get; init; }

    public string? Status { get; init; }

    /// <summary>Comma-separated.</summary>
    public string? Ids { get; init; }

    public bool HasAdminFields(Guid caller) => Status is not null;

    /// <summary>Null when some of them is no id, or there are more than 100.</summary>
    public IReadOnlyList<Guid>? ReadIds()
    {
        var ids = Ids!.Split(',').Select(text => Guid.TryParseExact(text, "D", out var id) ? id : (Guid?)null).ToList();
        return ids.Count <= MaxIds && ids.TrueForAll(id => id is not null) ? [.. ids.Select(id => id!.Value)] : null;
    }

    /// <summary>Prices without a currency are the shop's default one's.</summary>
    public ProductFilter ToFilter(Caller caller, Currencies currencies) => new()
    {
        Status = caller.IsAdmin ? Status : ProductStatus.Active,
        Text = Q,
        Category = Category,
        Tag = Tag,
        Brand = Brand,
        Currency = Currency ?? (MinPrice is null && MaxPrice is null ? null : currencies.Codes[0]),
        MinPrice = MinPrice,
        MaxPrice = MaxPrice,
        InStock = InStock,
    };
}

internal sealed class ProductQueryValidator : AbstractValidator<ProductQuery>
{
    public ProductQueryValidator(Currencies currencies)
    {
        RuleFor(query => query.Q).Text(1, 200);
        RuleFor(query => query.Category).Slug();
        RuleFor(query => query.Tag).Slug();
        RuleFor(query => query.Brand).Text(1, 100);
        RuleFor(query => query.MinPrice).Between(0, MoneyValidator.MaxAmount);
        RuleFor(query => query.MaxPrice).Between(0, MoneyValidator.MaxAmount)
            .Must((query, max) => max is null || query.MinPrice is null || query.MinPrice <= max)
            .Says(FieldCodes.Min, "must not be below minPrice");
        RuleFor(query => query.Currency).OneOf([.. currencies.Codes]);
        RuleFor(query => query.Status).OneOf(typeof(ProductStatus));
        RuleFor(query => query.Ids).Must((query, ids) => ids is null || query.ReadIds() is not null)
            .Says(FieldCodes.Format, "must be 1 to 100 UUIDs with commas between them");
    }
}
