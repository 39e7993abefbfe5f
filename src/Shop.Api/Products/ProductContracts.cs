using System.Globalization;
using System.Text.Json.Serialization;
using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Data;
using Shop.Data.Products;

namespace Shop.Api.Products;

/// <summary>A catalogue entry as an admin writes it; what is absent takes its default.</summary>
[ReadOnlyFields("id", "initialStock", "stock", "soldCount", "createdAt", "updatedAt", "version")]
internal record ProductRequest
{
    public string? Sku { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? Brand { get; init; }

    public MoneyRequest? Price { get; init; }

    public IReadOnlyList<string>? Categories { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public IReadOnlyList<ImageRequest>? Images { get; init; }

    public IReadOnlyDictionary<string, string>? Attributes { get; init; }

    public string? ManufacturedOn { get; init; }

    public long? MaxPerPurchase { get; init; }

    public string? Status { get; init; }

    /// <summary>The request that would change nothing.</summary>
    public static ProductRequest From(CatalogueEntry entry) => new()
    {
        Sku = entry.Sku,
        Name = entry.Name,
        Description = entry.Details.Description,
        Brand = entry.Details.Brand,
        Price = new MoneyRequest(entry.Price.Amount, entry.Price.Currency),
        Categories = entry.Details.Categories,
        Tags = entry.Details.Tags,
        Images = [.. entry.Details.Images.Select(image => new ImageRequest(image.Url, image.Alt))],
        Attributes = entry.Details.Attributes,
        ManufacturedOn = entry.Details.ManufacturedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        MaxPerPurchase = entry.MaxPerPurchase,
        Status = entry.Status,
    };

    public CatalogueEntry ToEntry() => new(
        Sku!.ToUpperInvariant(),
        Name!,
        Price!.ToMoney(),
        (int)(MaxPerPurchase ?? 100),
        Status ?? ProductStatus.Active,
        new ProductDetails(
            Description,
            Brand,
            Categories ?? [],
            Tags ?? [],
            [.. (Images ?? []).Select(image => new ProductImage(image.Url!, image.Alt))],
            Attributes ?? new Dictionary<string, string>(StringComparer.Ordinal),
            ManufacturedOn is null ? null : Rules.ReadDate(ManufacturedOn)));
}

/// <summary>A product to add, with the stock it starts with.</summary>
[ReadOnlyFields("id", "stock", "soldCount", "createdAt", "updatedAt", "version")]
internal sealed record NewProductRequest : ProductRequest
{
    public long? InitialStock { get; init; }
}

internal sealed record ImageRequest(string? Url, string? Alt);

/// <summary>Minor units and an ISO 4217 currency.</summary>
internal sealed record MoneyRequest(long? Amount, string? Currency)
{
    public Money ToMoney() => new(Amount!.Value, Currency!);
}

internal sealed record ProductResponse(
    Guid Id,
    string Sku,
    string Name,
    string? Description,
    string? Brand,
    Money Price,
    IReadOnlyList<string> Categories,
    IReadOnlyList<string> Tags,
    IReadOnlyList<ProductImage> Images,
    IReadOnlyDictionary<string, string> Attributes,
    DateOnly? ManufacturedOn,
    int MaxPerPurchase,
    [property: OneOf(typeof(ProductStatus))] string Status,
    StockResponse Stock,
    long SoldCount,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    long Version)
{
    public static ProductResponse For(Caller caller, Product product)
    {
        var (entry, details) = (product.Entry, product.Entry.Details);
        return new ProductResponse(
            product.Id, entry.Sku, entry.Name, details.Description, details.Brand, entry.Price, details.Categories, details.Tags,
            details.Images, details.Attributes, details.ManufacturedOn, entry.MaxPerPurchase, entry.Status,
            StockResponse.For(caller, product.Stock), product.SoldCount, product.CreatedAt, product.UpdatedAt, product.Version);
    }
}

internal sealed record CategoriesResponse(IReadOnlyList<Category> Items);

/// <summary>What is in stock; everyone but an admin sees <c>available</c> alone.</summary>
internal sealed record StockResponse(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? OnHand,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Reserved,
    long Available)
{
    public static StockResponse For(Caller caller, Stock stock) => caller.IsAdmin
        ? new StockResponse(stock.OnHand, stock.Reserved, stock.Available)
        : new StockResponse(OnHand: null, Reserved: null, stock.Available);
}
