using StackExchange.Redis;

namespace Shop.Data.Products;

/// <summary>Which products a list shows; what is null does not matter. All that is said must hold.</summary>
public sealed record ProductFilter
{
    /// <summary>One of <see cref="ProductStatus"/>.</summary>
    public string? Status { get; init; }

    /// <summary>Words of name, brand or SKU: each must be the beginning of one, in any case. Nothing in it is special.</summary>
    public string? Text { get; init; }

    public string? Category { get; init; }

    public string? Tag { get; init; }

    /// <summary>The whole brand, in any case.</summary>
    public string? Brand { get; init; }

    public string? Currency { get; init; }

    /// <summary>Minor units; says little without <see cref="Currency"/>.</summary>
    public long? MinPrice { get; init; }

    public long? MaxPrice { get; init; }

    /// <summary>Whether a unit can be bought now.</summary>
    public bool? InStock { get; init; }

    /// <summary>As FindProducts.lua takes it, from ARGV[6] on.</summary>
    internal IReadOnlyList<RedisValue> ToArguments(string sort) =>
    [
        sort, Status ?? "", Or(MinPrice), Or(MaxPrice), InStock switch { true => "1", false => "0", null => "" },
        .. Terms().Select(term => (RedisValue)term),
    ];

    private static RedisValue Or(long? amount) => amount is { } some ? some : "";

    private IEnumerable<string> Terms()
    {
        string?[] facets =
        [
            Category is null ? null : CatalogueTerms.Category(Category),
            Tag is null ? null : CatalogueTerms.Tag(Tag),
            Brand is null ? null : CatalogueTerms.Brand(Brand),
            Currency is null ? null : CatalogueTerms.Currency(Currency),
        ];
        return facets.OfType<string>().Concat(Text is null ? [] : CatalogueTerms.Search(Text));
    }
}

/// <summary>What a list of products can be sorted by; <see cref="Redis.PageQuery.CreatedAt"/> besides.</summary>
public static class ProductSort
{
    /// <summary>The amount, whatever its currency.</summary>
    public const string Price = "price";

    /// <summary>The code points of the name in lower case.</summary>
    public const string Name = "name";

    public const string SoldCount = "soldCount";
}

/// <summary>A category and how many active products it has.</summary>
public sealed record Category(string Slug, long ProductCount);
