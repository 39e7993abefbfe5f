using System.Text.Json;
using Shop.Local.Drill;

namespace Shop.Bench.Lists;

/// <summary>A page of the catalogue: the first of its list, or the last.</summary>
internal sealed record PageToMeasure(string Name, string Query, bool IsLast = false)
{
    private const string Products = "/v1/products?limit=20";

    public static IReadOnlyList<PageToMeasure> All { get; } =
    [
        new("newest", "sort=-createdAt"),
        new("newest, last page", "sort=-createdAt", IsLast: true),
        new("price", "sort=price"),
        new("name", "sort=name"),
        new("name, last page", "sort=name", IsLast: true),
        new("soldCount", "sort=-soldCount"),
        new("q: a word that every product has", "q=pot"),
        new("q: a word that one in a hundred has", "q=hue7"),
        new("q: two words", "q=pot hue7"),
        new("q: no product", "q=nowhere"),
        new("category that half of them have", "category=even"),
        new("category that one in a hundred has", "category=c-7"),
        new("price range of one in ten", "minPrice=1000&maxPrice=1099&sort=price"),
        new("in stock (one in two), by name", "inStock=true&sort=name"),
        new("category, range and stock", "category=even&minPrice=1000&maxPrice=1499&inStock=true"),
    ];

    /// <summary>What the last page of this one's list is called.</summary>
    public string LastName => $"{Name}, last page";

    public async Task<string> PathAsync(ShopFront shop)
    {
        var path = $"{Products}&{Query.Replace(" ", "%20", StringComparison.Ordinal)}";
        return IsLast ? await LastAsync(shop, path) : path;
    }

    private static async Task<string> LastAsync(ShopFront shop, string path)
    {
        var last = path;
        var large = path.Replace("limit=20", "limit=100", StringComparison.Ordinal);
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await shop.DemandAsync(new Call(HttpMethod.Get, cursor.Length == 0 ? large : $"{large}&cursor={cursor}"));
            last = cursor.Length == 0 ? path : $"{path}&cursor={cursor}";
            var next = page.Body.GetProperty("page").GetProperty("nextCursor");
            cursor = next.ValueKind == JsonValueKind.Null ? null : next.GetString();
        }

        return last;
    }
}
