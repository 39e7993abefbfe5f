using System.Text.Json;

namespace Shop.Bench.Lists;

/// <summary>A page of a list: the first, or the last.</summary>
/// <param name="List">The path of the list.</param>
/// <param name="Query">What follows the limit.</param>
internal sealed record PageToMeasure(string Name, string List, string Query, bool IsLast = false)
{
    private const string LastMark = ", last page";

    public static IReadOnlyList<PageToMeasure> OfProducts { get; } =
    [
        Products("newest", "sort=-createdAt"),
        Products("newest", "sort=-createdAt", isLast: true),
        Products("price", "sort=price"),
        Products("name", "sort=name"),
        Products("name", "sort=name", isLast: true),
        Products("soldCount", "sort=-soldCount"),
        Products("q: a word that every product has", "q=pot"),
        Products("q: a word that one in a hundred has", "q=hue7"),
        Products("q: two words", "q=pot hue7"),
        Products("q: no product", "q=nowhere"),
        Products("category that half of them have", "category=even"),
        Products("category that one in a hundred has", "category=c-7"),
        Products("price range of one in ten", "minPrice=1000&maxPrice=1099&sort=price"),
        Products("in stock (one in two), by name", "inStock=true&sort=name"),
        Products("category, range and stock", "category=even&minPrice=1000&maxPrice=1499&inStock=true"),
    ];

    /// <summary>What the first page of the same list is called.</summary>
    public string FirstName => Name.Replace(LastMark, "", StringComparison.Ordinal);

    public static IReadOnlyList<PageToMeasure> OfPurchases(string user, string product)
    {
        PageToMeasure Purchases(string name, string query, bool isLast = false) =>
            new(isLast ? name + LastMark : name, "/v1/purchases", query, isLast);
        return
        [
            Purchases("purchases, newest", "sort=-createdAt"),
            Purchases("purchases, oldest", "sort=createdAt"),
            Purchases("purchases of one in twenty customers", $"userId={user}"),
            Purchases("purchases of one in twenty customers", $"userId={user}", isLast: true),
            Purchases("purchases of one in twenty products", $"productId={product}"),
            Purchases("cancelled purchases (one in twenty)", "status=cancelled"),
            Purchases("paid purchases of one customer", $"userId={user}&status=paid"),
        ];
    }

    public async Task<string> PathAsync(Visitor visitor)
    {
        var path = PathOf(limit: 20);
        if (!IsLast)
        {
            return path;
        }

        var last = path;
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await visitor.PageAsync(cursor.Length == 0 ? PathOf(limit: 100) : $"{PathOf(limit: 100)}&cursor={cursor}");
            last = cursor.Length == 0 ? path : $"{path}&cursor={cursor}";
            var next = page.GetProperty("page").GetProperty("nextCursor");
            cursor = next.ValueKind == JsonValueKind.Null ? null : next.GetString();
        }

        return last;
    }

    private static PageToMeasure Products(string name, string query, bool isLast = false) =>
        new(isLast ? name + LastMark : name, "/v1/products", query, isLast);

    private string PathOf(int limit) => $"{List}?limit={limit}&{Query.Replace(" ", "%20", StringComparison.Ordinal)}";
}
