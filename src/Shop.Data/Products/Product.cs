using Shop.Data.Redis;

namespace Shop.Data.Products;

/// <summary>What the catalogue says of a product: the part that an admin writes.</summary>
/// <param name="Sku">Upper case; unique.</param>
/// <param name="MaxPerPurchase">1..1000 units in one purchase.</param>
public sealed record CatalogueEntry(
    string Sku, string Name, Money Price, int MaxPerPurchase, string Status, ProductDetails Details);

/// <summary>The part of a catalogue entry that no script reads; stored as one JSON text.</summary>
public sealed record ProductDetails(
    string? Description,
    string? Brand,
    IReadOnlyList<string> Categories,
    IReadOnlyList<string> Tags,
    IReadOnlyList<ProductImage> Images,
    IReadOnlyDictionary<string, string> Attributes,
    DateOnly? ManufacturedOn);

/// <summary>A picture of a product.</summary>
public sealed record ProductImage(string Url, string? Alt);

/// <summary>A product: its catalogue entry and its stock.</summary>
/// <param name="SoldCount">Units sold, less those refunded or cancelled.</param>
/// <param name="Version">Rises when the catalogue entry changes.</param>
/// <param name="StockVersion">Rises with every movement of the stock: the second half of the ETag.</param>
public sealed record Product(
    Guid Id,
    CatalogueEntry Entry,
    Stock Stock,
    long SoldCount,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    long Version,
    long StockVersion)
{
    public bool IsActive => Entry.Status == ProductStatus.Active;

    internal static Product From(HashFields fields) => new(
        fields.Id("id"),
        new CatalogueEntry(
            fields["sku"],
            fields["name"],
            new Money(fields.Number("amount"), fields["currency"]),
            (int)fields.Number("maxPerPurchase"),
            fields["status"],
            fields.Json("details", StoredJson.Default.ProductDetails)!),
        new Stock(fields.Number("onHand"), fields.Number("reserved")),
        fields.Number("soldCount"),
        fields.Time("createdAt"),
        fields.Time("updatedAt"),
        fields.Number("version"),
        fields.Number("stockVersion"));
}

/// <summary>Units of a product.</summary>
/// <param name="OnHand">Units that are there.</param>
/// <param name="Reserved">Units of them that pending purchases hold.</param>
public readonly record struct Stock(long OnHand, long Reserved)
{
    /// <summary>Units that can be bought now; never below 0.</summary>
    public long Available => Math.Max(0, OnHand - Reserved);
}

/// <summary>Whether a product is in the catalogue.</summary>
public static class ProductStatus
{
    /// <summary>Being prepared; only admins see it.</summary>
    public const string Draft = "draft";

    /// <summary>Everyone sees it and can buy it.</summary>
    public const string Active = "active";

    /// <summary>Out of the catalogue, kept for its history; only admins see it.</summary>
    public const string Archived = "archived";
}
