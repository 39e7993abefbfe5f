using Shop.Data.Redis;

namespace Shop.Data.Products;

/// <summary>The stock of one product by itself.</summary>
/// <param name="Version">The product's version: the first half of its ETag.</param>
/// <param name="StockVersion">Rises with every movement: the second half.</param>
/// <param name="UpdatedAt">The time of the last movement.</param>
public sealed record StockLevel(Guid ProductId, Stock Stock, long Version, long StockVersion, DateTimeOffset UpdatedAt)
{
    internal static StockLevel From(HashFields fields) => new(
        fields.Id("id"),
        new Stock(fields.Number("onHand"), fields.Number("reserved")),
        fields.Number("version"),
        fields.Number("stockVersion"),
        fields.Time("stockUpdatedAt"));
}

/// <summary>A wish to have exactly so much on hand.</summary>
/// <param name="OnHand">0..1 000 000 units, and no fewer than are reserved.</param>
/// <param name="Actor">Who asks: an admin's id.</param>
public sealed record StockCount(long OnHand, string Reason, string Actor);
