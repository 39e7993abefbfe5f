using System.Globalization;

namespace Shop.Fuzz.Tests;

/// <summary>Headers that are read, broken in the ways clients and proxies break them.</summary>
internal static class HeaderMutations
{
    private static readonly string[] ContentTypes =
    [
        "", "text/plain", "application/json; charset=utf-8", "application/json; charset=utf-16", "application/json;charset=\"UTF-8\"",
        "APPLICATION/JSON", "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x", "application/merge-patch+json", "application/json-patch+json", "application/*", "*/*",
        "application", "application/json,application/json",
        "application/json; charset", ";", "application/problem+json", "application/json; a=\"", "text/json",
    ];

    private static readonly string[] Tags =
    [
        "", "*", "\"1\"", "\"999\"", "1", "W/\"1\"", "\"1", "\"\"", "\"*\"", "*,\"1\"", "\"1\",\"2\"", ",,", "\"1.1\"", "\"1.\"",
        "\"-1\"", "\"1e1\"", "\"99999999999999999999\"", "\"a b\"", "w/\"1\"",
    ];

    private static readonly string[] Tokens =
    [
        "", "Bearer", "Bearer ", "Bearer x", "bearer x", "Basic YTpi", "Bearer null", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.",
        "Bearer a b", "Bearer \"x\"", "Digest x", "Bearer ====", "Bearer %00",
    ];

    private static readonly string[] Names =
    [
        "Accept", "Accept-Encoding", "Accept-Language", "Range", "If-Modified-Since", "If-Unmodified-Since", "If-Range", "Cookie",
        "Origin", "Referer", "User-Agent", "X-Forwarded-For",
        "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-URL", "X-HTTP-Method-Override", "X-Operation-Id", "Forwarded",
        "traceparent", "tracestate", "Content-Encoding", "Expect", "Via", "TE",
        "Max-Forwards", "Consistency-Token", "Read-Consistency", "Idempotency-Key", "If-Match", "If-None-Match", "X-Request-Id",
        "Authorization", "X-Api-Key", "Content-Type", "Content-Language", "Prefer",
    ];

    private static readonly string[] Values =
    [
        "gzip", "identity", "bytes=0-0", "strong", "eventual", "Strong", "Thu, 01 Jan 1970 00:00:00 GMT",
        "00-00000000000000000000000000000000-0000000000000000-00", "00-x", "DELETE", "/v1/admin/topology", "evil.example",
        "100-continue", "200-ok", "trailers", "a, b", "\t", "a\tb", "text/html;q=0.1", "0", "-1", "99999999999999999999",
    ];

    public static IReadOnlyList<(string Name, Mutation Apply)> All { get; } =
    [
        ("another Content-Type", (request, _, random) => request.Set("Content-Type", random.Of(ContentTypes))),
        ("no Content-Type", (request, _, _) => request.Without("Content-Type")),
        ("another If-Match", (request, _, random) => request.Set("If-Match", random.Of(Tags))),
        ("another If-None-Match", (request, _, random) => request.Set("If-None-Match", random.Of(Tags))),
        ("another Authorization", (request, _, random) => request.Set("Authorization", random.Of(Tokens))),
        ("a broken token", (request, world, random) => request.Set("Authorization", "Bearer " + Broken(world, random))),
        ("no Authorization", (request, _, _) => request.Without("Authorization")),
        ("two Authorizations", (request, world, _) => request.Add("Authorization", "Bearer " + world.SpareAdmin.Token)),
        ("another Idempotency-Key", (request, _, random) =>
            request.Set("Idempotency-Key", random.Chance(0.5) ? OneLine(random) : Long(random))),
        ("a used Idempotency-Key", (request, _, random) =>
            request.Set("Idempotency-Key", "key-" + random.Next(5).ToString(CultureInfo.InvariantCulture))),
        ("another X-Request-Id", (request, _, random) => request.Set("X-Request-Id", random.Chance(0.5) ? OneLine(random) : Long(random))),
        ("another Read-Consistency", (request, _, random) =>
            request.Set("Read-Consistency", random.Of(["strong", "eventual", "STRONG", "", "strong, eventual", "x"]))),
        ("another Consistency-Token", (request, world, random) => request.Set("Consistency-Token", ConsistencyToken(world, random))),
        ("a header with a special", (request, _, random) => request.Set(random.Of(Names), OneLine(random))),
        ("a header with a value", (request, _, random) => request.Set(random.Of(Names), random.Of(Values))),
        ("a header twice", (request, _, random) => Doubled(request, random)),
        ("many headers", (request, _, random) =>
            Enumerable.Range(0, random.Of([50, 90, 101, 150])).Aggregate(request, (many, i) => many.Add($"X-Many-{i}", "v"))),
        ("a long header", (request, _, random) =>
            request.Set(random.Of(Names), new string('h', random.Of([1000, 8192, 20_000, 33_000, 70_000])))),
    ];

    private static string OneLine(Random random) =>
        Specials.InHead(random.Of(Specials.Texts)).Replace("\r", "").Replace("\n", "").Replace("\0", "");

    private static string Long(Random random) => new('k', random.Of([1, 127, 128, 129, 254, 255, 256, 5000]));

    private static FuzzRequest Doubled(FuzzRequest request, Random random) =>
        request.Headers.Count > 0 && random.Chance(0.5) && random.Of(request.Headers) is var (name, value)
            ? request.Add(name, value)
            : random.Of(Names) is var either ? request.Add(either, random.Of(Values)).Add(either, random.Of(Values)) : request;

    private static string Broken(World world, Random random)
    {
        var token = random.Of([world.Admin.Token, world.Buyer.Token, world.Buyer.RefreshToken]);
        var at = random.Next(token.Length);
        return random.Next(5) switch
        {
            0 => token[..at],
            1 => token + "A",
            2 => " " + token,
            3 => token + new string('A', 20_000),
            _ => string.Concat(token.AsSpan(0, at), token[at] == 'A' ? "B" : "A", token.AsSpan(at + 1)),
        };
    }

    private static string ConsistencyToken(World world, Random random)
    {
        var token = world.Seen.GetValueOrDefault("Consistency-Token", "1");
        var at = random.Next(token.Length);
        return random.Next(5) switch
        {
            0 => token,
            1 => token[..at],
            2 => token + random.Of(["A", "=", " ", ",", ".0"]),
            3 => OneLine(random),
            _ => string.Concat(token.AsSpan(0, at), random.Of(["A", "0", "9", "-"]), token.AsSpan(at + 1)),
        };
    }
}
