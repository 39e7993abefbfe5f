namespace Shop.Fuzz.Tests;

/// <summary>Queries: unknown, repeated, empty, out of range, special, broken in their encoding.</summary>
internal static class QueryMutations
{
    private static readonly string[] Common =
        ["limit", "cursor", "sort", "includeTotal", "q", "ids", "status", "minPrice", "nope", "", "LIMIT", "token", "access_token"];

    private static readonly string[] Pieces =
    [
        "%", "%z", "%00", "%c3%28", "%ed%a0%80", "%F0%9F%98%80", "%u0041", "&&", "=", "==", "+", "%2B", "?", "??", "/", "//", "#",
        "%0d%0a", "%26", ";", "[]", "{", "|", "\"", "\\",
    ];

    private static readonly string[] Values =
    [
        "0", "1", "-1", "100", "101", "1.5", "abc", "1e1", "0x10", " 1", "1 ", "+1", "01", "99999999999999999999", "true", "TRUE",
        "yes", "null", "EUR", "eur", "price", "-price", "price,name",
    ];

    public static IReadOnlyList<(string Name, Mutation Apply)> All { get; } =
    [
        ("the query has a special text", (request, _, random) =>
            Put(request, Name(request, random), Uri.EscapeDataString(random.Of(Specials.Texts)))),
        ("the query has a special number", (request, _, random) => Put(request, Name(request, random), random.Of(Specials.Numbers))),
        ("the query has a value", (request, _, random) => Put(request, Name(request, random), Uri.EscapeDataString(random.Of(Values)))),
        ("the query has nothing for a name", (request, _, random) => Put(request, Name(request, random), "")),
        ("the query has a name alone", (request, _, random) => Asking(request, Name(request, random))),
        ("the query has raw bytes", (request, _, random) => Put(request, Name(request, random), Raw(random.Of(Specials.Texts)))),
        ("the query repeats", (request, _, _) => Asking(request, request.Query.Length == 0 ? "limit=1&limit=1" : request.Query)),
        ("the query has a broken piece", (request, _, random) =>
        {
            var at = random.Next(request.Query.Length + 1);
            return request.Asking(request.Query.Insert(at, random.Of(Pieces)));
        }),
        ("the query has another cursor", (request, world, random) => Put(request, "cursor", Cursor(request, world, random))),
        ("the query has many ids", (request, world, random) =>
            Put(request, "ids", string.Join(',', Enumerable.Range(0, random.Of([1, 2, 100, 101, 150])).Select(_ => world.AnyId(random))))),
        ("the query is long", (request, _, random) =>
            Put(request, Name(request, random), new string('a', random.Of([200, 201, 300, 8000, 8170, 9000])))),
        ("the query has many parameters", (request, _, _) =>
            Asking(request, string.Join('&', Enumerable.Range(0, 800).Select(i => $"p{i}=1")))),
    ];

    private static string Name(FuzzRequest request, Random random)
    {
        var known = RequestBuilder.QueryParameters(request.Operation).Select(parameter => (string)parameter["name"]!).ToList();
        return known.Count > 0 && random.Chance(0.8) ? random.Of(known) : random.Of(Common);
    }

    private static FuzzRequest Put(FuzzRequest request, string name, string value)
    {
        var others = request.Query.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(pair => !pair.StartsWith(name + "=", StringComparison.Ordinal));
        return request.Asking(string.Join('&', others.Append($"{name}={value}")));
    }

    private static FuzzRequest Asking(FuzzRequest request, string more) =>
        request.Asking(request.Query.Length == 0 ? more : $"{request.Query}&{more}");

    /// <summary>What would end the request line stays encoded; <see cref="WireMutations"/> end it.</summary>
    private static string Raw(string text) =>
        Specials.InHead(text).Replace("\r", "%0D").Replace("\n", "%0A").Replace(" ", "%20");

    /// <summary>One of another list, or of this one with a character changed.</summary>
    private static string Cursor(FuzzRequest request, World world, Random random)
    {
        if (random.Chance(0.3) || !world.Seen.TryGetValue(request.Operation.Id, out var cursor))
        {
            return world.Seen.GetValueOrDefault(random.Of(["listProducts", "listUsers", "listPurchases", "listStockMovements"]), "AAAA");
        }

        var at = random.Next(cursor.Length);
        return random.Next(4) switch
        {
            0 => cursor[..at],
            1 => cursor + random.Of(["A", "=", "%3D", "%0A", "%20"]),
            _ => string.Concat(cursor.AsSpan(0, at), random.Of(["A", "b", "-", "_", "%2B", "."]), cursor.AsSpan(at + 1)),
        };
    }
}
