using Shop.Api.Http;
using Shop.Data.ApiKeys;

namespace Shop.Api.ApiKeys;

/// <summary>What the API's document shows of API keys.</summary>
internal static class ApiKeyExamples
{
    public static readonly Guid Id = Guid.Parse("0199b2a4-7c10-7a51-9d3e-5f0c6a1b2c60");

    public static readonly ApiKeyRequest NewKey =
        new("Warehouse", [ApiKeyScope.CatalogRead, ApiKeyScope.StockWrite], ExpiresAt: "2099-12-31T00:00:00.000Z");

    public static readonly ApiKeyResponse Key = new(
        Id, "Warehouse", [ApiKeyScope.CatalogRead, ApiKeyScope.StockWrite], new DateTimeOffset(2099, 12, 31, 0, 0, 0, TimeSpan.Zero),
        LastUsedAt: null, CreatedBy: Guid.Parse("0199b2a4-0000-7000-8000-000000000001"),
        new DateTimeOffset(2026, 1, 15, 9, 30, 0, TimeSpan.Zero), Version: 1, Key: null);

    public static readonly ApiKeyResponse Created =
        Key with { Key = "shop_AZmypHwQelGdPl8MahssYLCp0kX6x1GmJ2c7Qm0Vb0p8rYtZ5oYqk3uWbT1xE4sN" };

    public static readonly PageResponse<ApiKeyResponse> Page = new([Key], new PageInfo(Limit: 20, NextCursor: null), TotalCount: null);
}
