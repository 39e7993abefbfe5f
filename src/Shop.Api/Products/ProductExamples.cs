using Shop.Api.Http;
using Shop.Data;
using Shop.Data.Products;

namespace Shop.Api.Products;

/// <summary>What the API's document shows of products.</summary>
internal static class ProductExamples
{
    public const string Sku = "TEA-POT-1";

    public static readonly Guid Id = Guid.Parse("0199b2a4-9e22-7f04-8b6d-1c2d3e4f5a6b");

    public static readonly NewProductRequest NewProduct = new()
    {
        Sku = Sku,
        Name = "Tea pot",
        Description = "Holds one litre.",
        Price = new MoneyRequest(1999, "EUR"),
        Categories = ["kitchen"],
        Images = [new ImageRequest("https://images.shop.example/tea-pot.jpg", "A white tea pot")],
        Attributes = new Dictionary<string, string>(StringComparer.Ordinal) { ["colour"] = "white" },
        InitialStock = 25,
    };

    public static readonly ProductRequest Replacement = new()
    {
        Sku = Sku,
        Name = "Tea pot, white",
        Price = new MoneyRequest(2499, "EUR"),
        Categories = ["kitchen"],
        MaxPerPurchase = 10,
    };

    public static readonly ProductRequest Patch = new() { Name = "Tea pot, white", MaxPerPurchase = 10 };

    public static readonly StockCountRequest Count = new(OnHand: 40, Reason: "count");

    public static readonly CategoriesResponse Categories = new([new Category("kitchen", 12), new Category("toys", 7)]);

    public static readonly StockAdjustmentRequest Adjustment = new(Delta: 40, Reason: "restock", Note: "Delivery of Monday");

    private static readonly DateTimeOffset Added = new(2026, 1, 12, 8, 0, 0, TimeSpan.Zero);

    /// <summary>As an administrator sees it.</summary>
    public static readonly ProductResponse Created = new(
        Id, Sku, "Tea pot", "Holds one litre.", Brand: null, new Money(1999, "EUR"), ["kitchen"], Tags: [],
        [new ProductImage("https://images.shop.example/tea-pot.jpg", "A white tea pot")],
        new Dictionary<string, string>(StringComparer.Ordinal) { ["colour"] = "white" },
        ManufacturedOn: null, MaxPerPurchase: 100, ProductStatus.Active, new StockResponse(25, 0, 25), SoldCount: 0,
        Added, Added, Version: 1);

    /// <summary>As everyone sees it.</summary>
    public static readonly ProductResponse Product =
        Created with { Stock = new StockResponse(OnHand: null, Reserved: null, Available: 25) };

    public static readonly ProductResponse Replaced = Created with
    {
        Name = "Tea pot, white",
        Description = null,
        Price = new Money(2499, "EUR"),
        Images = [],
        Attributes = new Dictionary<string, string>(StringComparer.Ordinal),
        MaxPerPurchase = 10,
        UpdatedAt = Added.AddDays(1),
        Version = 2,
    };

    public static readonly PageResponse<ProductResponse> Page = new([Product], new PageInfo(Limit: 20, NextCursor: null), TotalCount: null);

    public static readonly StockMovementResponse Movement = new(
        Guid.Parse("0199b2a4-b318-7c8e-a1f0-2d3e4f5a6b7c"), Sequence: 2, Id, Kind: "adjustment", Delta: 40, ReservedDelta: 0,
        OnHandAfter: 65, ReservedAfter: 0, "restock", PurchaseId: null, Actor: "0199b2a4-0000-7000-8000-000000000001",
        "Delivery of Monday", Added.AddDays(2));

    public static readonly PageResponse<StockMovementResponse> Movements =
        new([Movement], new PageInfo(Limit: 20, NextCursor: null), TotalCount: null);

    public static readonly StockLevelResponse Level = new(Id, OnHand: 40, Reserved: 0, Available: 40, StockVersion: 2, Added.AddDays(2));
}
