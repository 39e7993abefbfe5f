using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Shop.Testing;

namespace Shop.Local.Tests;

/// <summary>The real nginx with the real configuration, before two tiny replicas.</summary>
public sealed class NginxTests(NginxRig rig) : IClassFixture<NginxRig>
{
    [Fact]
    public async Task Ten_requests_go_to_the_two_replicas_in_turn()
    {
        var replicas = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            replicas.Add(await rig.Client.GetStringAsync(new Uri("/v1/products", UriKind.Relative)));
        }

        Assert.Equal(5, replicas.Count(replica => replica.StartsWith("api-1", StringComparison.Ordinal)));
        Assert.All(replicas.Zip(replicas.Skip(1)), pair => Assert.NotEqual(pair.First[..5], pair.Second[..5]));
    }

    [Fact]
    public async Task A_client_chooses_its_request_id_but_never_the_operation_id_or_its_address()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/purchases") { Content = new StringContent("{}") };
        request.Headers.Add("X-Request-Id", "my-id");
        request.Headers.Add("X-Operation-Id", "mine");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");

        using var answer = await rig.Client.SendAsync(request);
        var seen = await answer.Content.ReadAsStringAsync();

        Assert.Equal("my-id", Assert.Single(answer.Headers.GetValues("X-Request-Id")));
        Assert.Contains("X-Request-Id: my-id", seen);
        Assert.DoesNotContain("X-Operation-Id: mine", seen);
        Assert.Contains("X-Operation-Id: ", seen);
        Assert.Contains("X-Forwarded-For: 127.0.0.1\n", seen);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_128_KiB_is_too_large(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/products") { Content = new StringContent(new string('a', 200 * 1024)) };
        request.Headers.TransferEncodingChunked = chunked;

        using var answer = await rig.Client.SendAsync(request);

        await IsProblemAsync(answer, 413, "payload-too-large", "/v1/products");
    }

    [Theory]
    [InlineData(100 * 1024, 1, HttpStatusCode.OK)]
    [InlineData(200 * 1024, 4096, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_in_small_chunks_is_measured_without_their_frames(int bytes, int chunk, HttpStatusCode status)
    {
        using var body = new SmallChunks(bytes, chunk);
        using var answer = await rig.Client.PostAsync(new Uri("/v1/products", UriKind.Relative), body);
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task A_body_of_128_KiB_passes()
    {
        using var body = new StringContent(new string('a', 128 * 1024));
        using var answer = await rig.Client.PostAsync(new Uri("/v1/products", UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("GET /{a*9216} HTTP/1.1\r\nHost: shop\r\n\r\n", 414, "uri-too-long")]
    [InlineData("GET /{a*40000} HTTP/1.1\r\nHost: shop\r\n\r\n", 414, "uri-too-long")]
    [InlineData("GET / HTTP/1.1\r\nHost: shop\r\nA: {a*33000}\r\n\r\n", 431, "headers-too-large")]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 400, "malformed-request")]
    [InlineData("nonsense\r\n\r\n", 400, "malformed-request")]
    [InlineData("POST /v1/users HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: identity\r\n\r\n", 400, "malformed-request")]
    [InlineData("POST /v1/users HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 400, "malformed-request")]
    [InlineData("GET /v1/products HTTP/2.0\r\nHost: shop\r\n\r\n", 400, "malformed-request")]
    [InlineData("GET /v1/products?q=\u00E4 HTTP/1.1\r\nHost: shop\r\n\r\n", 400, "malformed-request")]
    [InlineData("GET /v1/products/%00 HTTP/1.1\r\nHost: shop\r\n\r\n", 400, "malformed-request")]
    [InlineData("GET / HTTP/1.1\r\nHost: sh}op\r\n\r\n", 400, "malformed-request")]
    [InlineData("GET / HTTP/1.1\r\nHost: [shop:80\r\n\r\n", 400, "malformed-request")]
    [InlineData("GET /nginx-health HTTP/1.1\r\nHost: shop\r\nIf-Match: \"1\"\r\n\r\n", 412, "precondition-failed")]
    [InlineData("FOO / HTTP/1.1\r\nHost: shop\r\n\r\n", 405, "method-not-allowed")]
    [InlineData("TRACE / HTTP/1.1\r\nHost: shop\r\n\r\n", 405, "method-not-allowed")]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: shop\r\n\r\n", 404, "not-found")]
    [InlineData("GET /_problem HTTP/1.1\r\nHost: shop\r\n\r\n", 404, "not-found")]
    public async Task What_nginx_refuses_is_a_problem_document(string request, int status, string code)
    {
        var answer = await rig.SendRawAsync(Expanded(request));

        Assert.StartsWith($"HTTP/1.1 {status} ", answer);
        Assert.Contains("\r\nContent-Type: application/problem+json\r\n", answer);
        Assert.Contains("\r\nX-Content-Type-Options: nosniff\r\n", answer);
        Assert.Equal(status == 405, answer.Contains("\r\nAllow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS\r\n", StringComparison.Ordinal));
        using var problem = JsonDocument.Parse(answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
        Assert.Equal($"urn:shop:problem:{code}", problem.RootElement.GetProperty("type").GetString());
        Assert.Equal(status, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Contains($"\r\nX-Request-Id: {problem.RootElement.GetProperty("requestId").GetString()}\r\n", answer);
        Assert.Contains($"\r\ntraceresponse: 00-{problem.RootElement.GetProperty("traceId").GetString()}-", answer);
    }

    [Theory]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", true)]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00", true)]
    [InlineData("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", true)]
    [InlineData(null, "00-[0-9a-f]{32}-[0-9a-f]{16}-01", false)]
    [InlineData("00-00000000000000000000000000000000-00f067aa0ba902b7-01", "00-[1-9a-f][0-9a-f]{31}|00-0[0-9a-f]{31}", false)]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01", "00-[0-9a-f]{32}-[0-9a-f]{16}-01", false)]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more", "00-[0-9a-f]{32}-[0-9a-f]{16}-01", false)]
    [InlineData("00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", "00-[0-9a-f]{32}-[0-9a-f]{16}-01", false)]
    [InlineData("ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "00-[0-9a-f]{32}-[0-9a-f]{16}-01", false)]
    [InlineData("nonsense", "00-[0-9a-f]{32}-[0-9a-f]{16}-01", false)]
    public async Task A_trace_that_can_be_read_goes_on_and_else_one_begins(string? sent, string passedOn, bool goesOn)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/products");
        request.Headers.TryAddWithoutValidation("traceparent", sent);
        request.Headers.Add("tracestate", "vendor=1");
        request.Headers.Add("baggage", "a=b");

        using var answer = await rig.Client.SendAsync(request);
        var seen = await answer.Content.ReadAsStringAsync();

        Assert.Matches($"(?m)^Traceparent: ({passedOn})", seen);
        Assert.Equal(goesOn, seen.Contains("4bf92f3577b34da6a3ce929d0e0e4736", StringComparison.Ordinal));
        Assert.Equal(goesOn, seen.Contains("vendor=1", StringComparison.Ordinal));
        Assert.DoesNotContain("a=b", seen);
        var trace = System.Text.RegularExpressions.Regex.Match(
            seen, "(?m)^Traceparent: 00-(?<id>[0-9a-f]{32})", default, TimeSpan.FromSeconds(1)).Groups["id"].Value;
        await Eventually.True(
            async () => (await rig.AccessLogAsync()).Any(line => line.RootElement.GetProperty("trace_id").GetString() == trace), "the trace is logged");
    }

    [Fact]
    public async Task A_HEAD_whose_line_can_t_be_read_is_a_problem_too()
    {
        var answer = await rig.SendRawAsync("HEAD /a b HTTP/1.1\r\nHost: shop\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 400 ", answer);
        Assert.Contains("\r\nContent-Type: application/problem+json\r\n", answer);
    }

    [Theory]
    [InlineData("shop")]
    [InlineData("Shop.example:8080")]
    [InlineData("127.0.0.1:80")]
    [InlineData("[::1]:8080")]
    public async Task A_host_of_any_form_passes(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/products") { Headers = { Host = host } };
        using var answer = await rig.Client.SendAsync(request);
        Assert.NotEqual("application/problem+json", answer.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task A_path_that_could_break_the_JSON_is_not_repeated()
    {
        var answer = await rig.SendRawAsync("FOO /a\"b HTTP/1.1\r\nHost: shop\r\n\r\n");
        Assert.Contains("\"instance\":\"/\"", answer);
    }

    [Fact]
    public async Task A_single_header_of_20_KiB_is_the_APIs_to_judge()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/users/me");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", new string('a', 20 * 1024));

        using var answer = await rig.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Probes_are_answered_without_a_turn_of_the_round_robin()
    {
        var first = await rig.Client.GetStringAsync(new Uri("/", UriKind.Relative));
        Assert.Equal("ok\n", await rig.Client.GetStringAsync(new Uri("/nginx-health", UriKind.Relative)));
        var second = await rig.Client.GetStringAsync(new Uri("/", UriKind.Relative));
        Assert.NotEqual(first[..5], second[..5]);
    }

    private static async Task IsProblemAsync(HttpResponseMessage answer, int status, string code, string instance)
    {
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.ToString());
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(code, problem.RootElement.GetProperty("code").GetString());
        Assert.Equal(instance, problem.RootElement.GetProperty("instance").GetString());
    }

    /// <summary>{a*3} becomes aaa: attributes can't hold long strings.</summary>
    private static string Expanded(string request)
    {
        var from = request.IndexOf("{a*", StringComparison.Ordinal);
        if (from < 0)
        {
            return request;
        }

        var to = request.IndexOf('}', from);
        var length = int.Parse(request.AsSpan(from + 3, to - from - 3), CultureInfo.InvariantCulture);
        return request[..from] + new string('a', length) + request[(to + 1)..];
    }

    /// <summary>Each write becomes a chunk of its own.</summary>
    private sealed class SmallChunks(int bytes, int chunk) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var part = new byte[chunk];
            for (var sent = 0; sent < bytes; sent += chunk)
            {
                await stream.WriteAsync(part);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
