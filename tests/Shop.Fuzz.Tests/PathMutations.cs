namespace Shop.Fuzz.Tests;

/// <summary>Methods and paths: odd segments, other ids, slashes doubled or encoded.</summary>
internal static class PathMutations
{
    private static readonly string[] Methods =
    [
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BREW", "get", "Post", "PROPFIND", "GE", "G3T",
        new string('A', 300),
    ];

    private static readonly string[] Segments =
    [
        "", ".", "..", "%2e%2e", "%2F", "%5C", "%00", "%0a", "%", "%zz", "%c3%28", "%ed%a0%80", "%C3%A4", "%F0%9F%98%80", "%25", "%3F",
        "%23", "a%20b", "+", ";a=b", "v1;x", "*", "{id}", "{*}", "$", "@", ":",
        "me", "ME", "null", "0", "-1", "1", "00000000-0000-0000-0000-000000000000", "by-sku", "stock", "movements", "export",
        "restore", "purchases", "[", "]", "|", "\\", "~", "'", "\"", "<", "^", "`",
    ];

    private static readonly string[] Wholes =
    [
        "/", "//", "/v1", "/v1/", "/v2/products", "/V1/products", "/v1/Products", "/health", "/health/live/", "/metrics", "/metrics/",
        "/openapi/v1.json", "/openapi/v2.json", "/openapi/../v1/products", "/docs", "/docs/",
        "/docs/index.html", "/docs/../../etc/passwd", "/docs/%2e%2e/%2e%2e/x", "/_problem", "/nginx-health", "/nginx-status",
        "/favicon.ico", "/v1/admin", "/v1/admin/nope", "/v1/products/by-sku/", "/.env", "*",
    ];

    public static IReadOnlyList<(string Name, Mutation Apply)> All { get; } =
    [
        ("another method", (request, _, random) => request with { Method = random.Of(Methods) }),
        ("another method", (request, _, random) => request with { Method = random.Of(Methods) }),
        ("another path", (request, _, random) => request.At(random.Of(Wholes))),
        ("another id", (request, world, random) => OnSegment(request, random, last: true, _ => world.AnyId(random))),
        ("an id in capitals", (request, _, random) => OnSegment(request, random, last: false, segment => segment.ToUpperInvariant())),
        ("an odd segment", (request, _, random) => OnSegment(request, random, last: false, _ => random.Of(Segments))),
        ("an odd end of a segment", (request, _, random) =>
            OnSegment(request, random, last: false, segment => segment + random.Of(Segments))),
        ("a special segment", (request, _, random) =>
            OnSegment(request, random, last: true, _ => Uri.EscapeDataString(random.Of(Specials.Texts)))),
        ("raw bytes in a segment", (request, _, random) => OnSegment(request, random, last: true, _ => Raw(random))),
        ("a slash too many", (request, _, random) =>
            OnSegment(request, random, last: false, segment => random.Of(["/", "%2F", "./", "../"]) + segment)),
        ("a slash at the end", (request, _, _) => request.At(request.Path + "/")),
        ("an encoded path", (request, _, random) => OnSegment(request, random, last: false, Encoded)),
        ("a long segment", (request, _, random) =>
            OnSegment(request, random, last: true, _ => new string('p', random.Of([65, 256, 2000, 8100, 8192, 9000])))),
        ("many segments", (request, _, random) =>
            request.At(request.Path + string.Concat(Enumerable.Repeat("/a", random.Of([1, 20, 1000]))))),
    ];

    /// <param name="last">The last segment most of the time: where ids are.</param>
    private static FuzzRequest OnSegment(FuzzRequest request, Random random, bool last, Func<string, string> change)
    {
        var segments = request.Path.Split('/');
        if (segments.Length < 2)
        {
            return request; // a path before this one was *
        }

        var at = last && segments.Length > 3 ? Math.Min(3, segments.Length - 1) : random.Next(1, segments.Length);
        segments[at] = change(segments[at]);
        return request.At(string.Join('/', segments));
    }

    private static string Raw(Random random) =>
        Specials.InHead(random.Of(Specials.Texts)).Replace("\r", "").Replace("\n", "").Replace(" ", "").Replace("?", "");

    private static string Encoded(string segment) =>
        string.Concat(segment.Select(c => "%" + ((int)c).ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
}
