using System.Globalization;
using Shop.Testing;

namespace Shop.Api.Tests.Http;

public sealed class ProblemTests(EchoApplication echo) : IClassFixture<EchoApplication>
{
    [Fact]
    public async Task A_problem_has_its_members_in_one_order()
    {
        var reply = await echo.SendAsync(new Ask("POST", "/v1/echoes").With("{}").Header("X-Request-Id", "r1")
            .Header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));

        Assert.Equal("application/problem+json", reply.Headers["Content-Type"]);
        Assert.Equal(
            """
            {"type":"urn:shop:problem:validation-failed","title":"The body breaks rules","status":422,
            "detail":"Correct the fields that errors lists.","instance":"/v1/echoes","code":"validation-failed","requestId":"r1",
            "traceId":"4bf92f3577b34da6a3ce929d0e0e4736",
            "errors":[{"pointer":"#/name","code":"required","detail":"is required"}]}
            """.ReplaceLineEndings(""),
            reply.Text);
    }

    [Theory]
    [InlineData("GET", "/v1/nope")]
    [InlineData("GET", "/")]
    [InlineData("DELETE", "/v1/nope/x?q=1")]
    [InlineData("OPTIONS", "/v1/nope")]
    public async Task An_unknown_path_is_404(string method, string path)
    {
        var reply = await echo.SendAsync(new Ask(method, path));

        Assert.Equal((404, "not-found"), (reply.Status, reply.Code));
        Assert.Equal(path.Split('?')[0], (string?)reply.Json["instance"]);
    }

    [Theory]
    [InlineData("DELETE", "/v1/echoes", "GET, HEAD, OPTIONS, POST")]
    [InlineData("PATCH", "/v1/echoes", "GET, HEAD, OPTIONS, POST")]
    [InlineData("POST", "/v1/echoes/0192f0c1-0000-7000-8000-00000000000a", "DELETE, GET, HEAD, OPTIONS, PUT")]
    [InlineData("HEAD", "/v1/echoes/0192f0c1-0000-7000-8000-00000000000a/wave", "OPTIONS, POST")]
    public async Task A_method_that_a_path_has_not_is_405_with_those_it_has(string method, string path, string allow)
    {
        var reply = await echo.SendAsync(new Ask(method, path));

        Assert.Equal(405, reply.Status);
        Assert.Equal(allow, reply.Headers["Allow"]);
    }

    [Fact]
    public async Task OPTIONS_answers_with_the_methods()
    {
        var reply = await echo.SendAsync(new Ask("OPTIONS", "/v1/echoes"));

        Assert.Equal((204, ""), (reply.Status, reply.Text));
        Assert.Equal("GET, HEAD, OPTIONS, POST", reply.Headers["Allow"]);
    }

    [Theory]
    [InlineData("StorageUnavailable", "storage-unavailable")]
    [InlineData("ReplicationTimeout", "replication-timeout")]
    [InlineData("Overloaded", "overloaded")]
    public async Task Redis_that_can_not_answer_is_503_with_a_time_to_try_again(string reason, string code)
    {
        var reply = await echo.SendAsync(new Ask("GET", "/v1/echoes/failing/" + reason));

        Assert.Equal((503, code), (reply.Status, reply.Code));
        Assert.Equal("2", reply.Headers["Retry-After"]);
        Assert.DoesNotContain("10.0.0.7", reply.Text, StringComparison.Ordinal);
        Assert.Equal("nosniff", reply.Headers["X-Content-Type-Options"]);
    }

    [Fact]
    public async Task A_defect_is_500_and_tells_nothing()
    {
        var reply = await echo.SendAsync(new Ask("GET", "/v1/echoes/failing/badly"));

        Assert.Equal((500, "internal-error"), (reply.Status, reply.Code));
        Assert.DoesNotContain("secret", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_that_has_begun_is_cut_off_not_patched() =>
        await Assert.ThrowsAsync<HttpRequestException>(() => echo.SendAsync(new Ask("GET", "/v1/echoes/failing/late")));

    [Theory]
    [InlineData("GET /v1/echoes/%2F..%5C HTTP/1.1", 404)]
    [InlineData("GET //v1//echoes HTTP/1.1", 404)]
    [InlineData("GET /v1/echoes/../echoes/%C3%28 HTTP/1.1", 404)]
    [InlineData("GET http://shop/v1/nope HTTP/1.1", 404)]
    [InlineData("OPTIONS * HTTP/1.1", 404)]
    [InlineData("BREW /v1/echoes HTTP/1.1", 405)]
    public async Task A_strange_request_line_gets_a_plain_answer(string line, int status)
    {
        var reply = await echo.SendRawAsync(line);

        Assert.StartsWith($"HTTP/1.1 {status} ", reply, StringComparison.Ordinal);
        Assert.Contains("urn:shop:problem:", reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 413)]
    [InlineData(true, 413)]
    public async Task A_body_of_200_KiB_is_too_large_chunked_too(bool isChunked, int status)
    {
        var ask = new Ask("POST", "/v1/echoes").With($$"""{"name":"{{new string('x', 200 * 1024)}}"}""") with { IsChunked = isChunked };

        var reply = await echo.SendAsync(ask);

        Assert.Equal((status, "payload-too-large"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task A_body_of_128_KiB_is_read()
    {
        var filled = "{\"name\":\"" + new string('x', (128 * 1024) - 11) + "\"}";

        var reply = await echo.SendAsync(new Ask("POST", "/v1/echoes").With(filled));

        Assert.Equal(128 * 1024, filled.Length);
        Assert.Equal(["#/name max_length"], reply.Errors);
    }

    [Fact]
    public async Task An_address_of_9_KiB_is_too_long()
    {
        var reply = await echo.SendAsync(new Ask("GET", "/v1/echoes?q=" + new string('x', 9 * 1024)));

        Assert.Equal((414, "uri-too-long"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Headers_of_40_KiB_are_too_large()
    {
        var ask = Enumerable.Range(0, 40).Aggregate(
            new Ask("GET", "/v1/echoes"), (ask, number) => ask.Header("X-Filler-" + number.ToString(CultureInfo.InvariantCulture), new string('x', 1024)));

        var reply = await echo.SendAsync(ask);

        Assert.Equal((431, "headers-too-large"), (reply.Status, reply.Code));
    }
}
