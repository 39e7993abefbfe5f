using Shop.Testing;

namespace Shop.Local.Tests;

/// <summary>What is sent to slip one request past nginx inside another, or to hold its connections: the real nginx, raw sockets.</summary>
public sealed class NginxAttackTests(NginxRig rig) : IClassFixture<NginxRig>
{
    private const string Smuggled = "GET /smuggled HTTP/1.1\r\nHost: shop\r\n\r\n";

    /// <summary>Each has an end that two readers may see in two places.</summary>
    public static TheoryData<string> Doubtful { get; } =
    [
        "POST / HTTP/1.1\r\nHost: shop\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: shop\r\nContent-Length: 0\r\nContent-Length: 44\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: shop\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: shop\r\nContent-Length: 0, 44\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: shop\r\nContent-Length: +44\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: shop\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: shop\r\nContent-Length: 0x2c\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: shop\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: shop\r\nContent-Length : 44\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: shop\r\nX: a\r\n Content-Length: 44\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: shop\r\n\tContent-Length: 44\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: xchunked\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: identity\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabcd\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\na\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: shop\r\nHost: other\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: shop\r\nX\u0000: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: shop\r\nX: a\u0000b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: shop\r\nX: a\rY: b\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: shop\r\n\r\n",
    ];

    [Theory]
    [MemberData(nameof(Doubtful))]
    public async Task A_request_whose_end_is_in_doubt_is_refused_and_what_follows_is_not_answered(string request)
    {
        var answer = await rig.SendRawAsync(request + Smuggled);

        Assert.Matches("^HTTP/1.1 (400|413|501|505) ", answer);
        Assert.Equal(1, Count(answer, "HTTP/1.1 "));
        Assert.Contains("\r\nContent-Type: application/problem+json\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_follows_a_request_whose_end_is_in_doubt_is_never_read()
    {
        foreach (var request in Doubtful)
        {
            await rig.SendRawAsync(request + Smuggled);
        }

        await rig.SendRawAsync("GET /the-last HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n");

        // nginx writes its log each second, in order.
        await Eventually.True(async () => (await PathsAsync()).Contains("/the-last"), "the last request is in the log");
        Assert.DoesNotContain("/smuggled", await PathsAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET / HTTP/1.1\r\nHost: sh")]
    [InlineData("POST / HTTP/1.1\r\nHost: shop\r\nContent-Length: 100\r\n\r\nhalf")]
    public async Task Who_does_not_go_on_loses_its_connection(string beginning)
    {
        var answer = await rig.DribbleAsync(beginning);
        Assert.DoesNotContain("200 OK", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/metrics/")]
    [InlineData("/%6detrics")]
    [InlineData("/v1/../metrics")]
    [InlineData("/v1/%2e%2e/metrics")]
    [InlineData("/metrics?x=1")]
    [InlineData("/nginx-status")]
    public async Task What_is_for_the_watchers_is_not_found_from_outside(string path)
    {
        var answer = await rig.SendRawAsync($"GET {path} HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n");

        Assert.DoesNotContain("Active connections", answer, StringComparison.Ordinal);
        Assert.True(answer.StartsWith("HTTP/1.1 404 ", StringComparison.Ordinal) || path == "/nginx-status", answer);
    }

    private async Task<IReadOnlyList<string?>> PathsAsync() =>
        [.. (await rig.AccessLogAsync()).Select(entry => entry.RootElement.GetProperty("uri").GetString())];

    private static int Count(string text, string word) => text.Split(word).Length - 1;
}
