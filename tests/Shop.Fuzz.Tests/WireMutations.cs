namespace Shop.Fuzz.Tests;

/// <summary>What HTTP itself does not allow, or hardly: the front door's to refuse.</summary>
internal static class WireMutations
{
    private static readonly string[] Versions =
        ["HTTP/1.0", "HTTP/1.2", "HTTP/2.0", "HTTP/9.9", "HTTP/1", "HTTP/", "http/1.1", "HTTP/1.1 x", "HTTP/01.1"];

    private static readonly string[] Lines =
    [
        "no colon", ": no name", "Na me: v", "Name : v", "Name\t: v", "N\0me: v", "Name: a\0b", "Name: \u0001", "Näme: v",
        "Name: \u00FF\u00FE", " folded: v", "Host: other", "Host: ", "Host: a b", "Host: a@b/c",
        "Content-Length: 0", "Content-Length: -1", "Content-Length: 1x", "Content-Length: 99999999999999999999", "Transfer-Encoding: gzip",
        "Transfer-Encoding: chunked, identity", "Transfer-Encoding: xchunked", "Upgrade: websocket", "Upgrade: h2c",
        "Connection: Authorization", "Connection: keep-alive, X-Request-Id", "Name: a\rb", "Content-Length: 1\r\nContent-Length: 2",
        "name_with_underscore: v", "X-Request-Id: ok\n evil", "Expect: nonsense", "Authorization:", "Trailer: X",
    ];

    public static IReadOnlyList<(string Name, Mutation Apply)> All { get; } =
    [
        ("a line that is no header", (request, _, random) =>
            Edited(request, random.Of(Lines), (head, line) => head[..^2] + line + "\r\n\r\n")),
        ("a line before the others", (request, _, random) =>
            Edited(request, random.Of(Lines), (head, line) => AfterFirst(head, line + "\r\n"))),
        ("another version", (request, _, random) =>
            Edited(request, random.Of(Versions), (head, version) => head.Replace(" HTTP/1.1\r\n", $" {version}\r\n"))),
        ("bare line feeds", (request, _, _) => request with { HeadEdit = head => head.Replace("\r\n", "\n") }),
        ("no Host", (request, _, _) =>
            request with { HeadEdit = head => head.Remove(At(head, "Host:"), At(head, "Connection:") - At(head, "Host:")) }),
        ("a whole URL as the target", (request, _, _) => request with { HeadEdit = head => head.Replace(" /", " http://other.example/") }),
        ("a space in the target", (request, _, _) => request with { HeadEdit = head => head.Replace("/v1/", "/v1/ ") }),
        ("empty lines first", (request, _, _) => request with { HeadEdit = head => "\r\n\r\n" + head }),
        ("noise", (request, _, random) => Noisy(request, random.Next())),
    ];

    private static FuzzRequest Edited(FuzzRequest request, string with, Func<string, string, string> edit) =>
        request with { HeadEdit = head => edit(request.HeadEdit?.Invoke(head) ?? head, with) };

    private static int At(string head, string text) => head.IndexOf(text, StringComparison.Ordinal);

    private static string AfterFirst(string head, string lines) => head.Insert(head.IndexOf('\n') + 1, lines);

    /// <summary>
    /// Three bytes of the head become others, but neither its end nor a length, for nobody shall wait for what does not come. Nor the
    /// version: HTTP/0.9 knows no headers to look at.
    /// </summary>
    private static FuzzRequest Noisy(FuzzRequest request, int seed) => request with
    {
        HeadEdit = head =>
        {
            var (random, noisy) = (new Random(seed), head.ToCharArray());
            var end = new[] { At(head, "Content-Length:"), At(head, "Transfer-Encoding:"), head.Length }.Where(at => at > 0).Min();
            for (var i = 0; i < 3; i++)
            {
                var at = random.Next(end - 4);
                var (lineEnd, other) = (head.IndexOf('\n'), (char)random.Next(256));
                noisy[at] = at > lineEnd || (at < head.IndexOf(" HTTP/", StringComparison.Ordinal) && other != '\n') ? other : noisy[at];
            }

            return new string(noisy);
        },
    };
}
