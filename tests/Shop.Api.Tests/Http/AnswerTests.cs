using Shop.Testing;

namespace Shop.Api.Tests.Http;

public sealed class AnswerTests(EchoApplication echo) : IClassFixture<EchoApplication>
{
    private static readonly string Known = $"/v1/echoes/{EchoEndpoints.Known}";

    [Fact]
    public async Task A_change_says_where_what_and_how_durable_it_is()
    {
        var reply = await echo.SendAsync(new Ask("POST", "/v1/echoes").With("""{"name":"a"}"""));

        Assert.Equal(201, reply.Status);
        Assert.Equal(Known, reply.Headers["Location"]);
        Assert.Equal("\"1\"", reply.Headers["ETag"]);
        Assert.Equal("replicas=2", reply.Headers["Durability"]);
        Assert.False(reply.Headers.ContainsKey("Idempotent-Replayed"));
    }

    [Fact]
    public async Task A_replay_says_so()
    {
        var reply = await echo.SendAsync(new Ask("POST", "/v1/echoes").With("""{"name":"a"}""").Header("Idempotency-Key", "k"));

        Assert.Equal("true", reply.Headers["Idempotent-Replayed"]);
    }

    [Fact]
    public async Task JSON_goes_out_whole_in_the_shops_spelling()
    {
        var reply = await echo.SendAsync(new Ask("POST", "/v1/echoes").With("""{"name":"ü+<"}"""));

        Assert.Equal("application/json", reply.Headers["Content-Type"]);
        Assert.Contains("\"name\":\"ü+<\"", reply.Text, StringComparison.Ordinal);
        Assert.Contains("\"note\":null", reply.Text, StringComparison.Ordinal);
        Assert.Contains("\"mood\":\"very_good\"", reply.Text, StringComparison.Ordinal);
        Assert.Contains("\"at\":\"2030-01-02T03:04:05.678Z\"", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_answer_has_its_id_and_is_not_stored()
    {
        var reply = await echo.SendAsync(new Ask("GET", "/v1/echoes").Header("X-Request-Id", "a.B_c-1"));

        Assert.Equal("a.B_c-1", reply.Headers["X-Request-Id"]);
        Assert.Equal("nosniff", reply.Headers["X-Content-Type-Options"]);
        Assert.Equal("no-store", reply.Headers["Cache-Control"]);
        Assert.False(reply.Headers.ContainsKey("Server"));
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("<script>")]
    public async Task A_request_id_that_is_no_name_is_replaced(string sent)
    {
        var reply = await echo.SendAsync(new Ask("GET", "/v1/nope").Header("X-Request-Id", sent));

        Assert.Matches("^[0-9a-f]{32}$", reply.Headers["X-Request-Id"]);
        Assert.Equal(reply.Headers["X-Request-Id"], (string?)reply.Json["requestId"]);
    }

    [Fact]
    public async Task Public_reads_may_be_kept_and_asked_about_and_are_private_with_credentials()
    {
        var open = await echo.SendAsync(new Ask("GET", Known));
        var signedIn = await echo.SendAsync(new Ask("GET", Known).By(echo.SignIn()));

        Assert.Equal("no-cache", open.Headers["Cache-Control"]);
        Assert.Equal("no-cache, private", string.Join(", ", signedIn.Headers["Cache-Control"].Split(", ").Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("\"3.17\"", 304)]
    [InlineData("W/\"3.17\"", 304)]
    [InlineData("\"1\", \"3.17\"", 304)]
    [InlineData("*", 304)]
    [InlineData("\"3.18\"", 200)]
    public async Task A_client_that_has_the_present_state_gets_304(string ifNoneMatch, int status)
    {
        var reply = await echo.SendAsync(new Ask("GET", Known).Header("If-None-Match", ifNoneMatch));

        Assert.Equal(status, reply.Status);
        Assert.Equal("\"3.17\"", reply.Headers["ETag"]);
        Assert.Equal("no-cache", reply.Headers["Cache-Control"]);
        Assert.Equal(status == 304, reply.Text.Length == 0);
    }

    [Fact]
    public async Task HEAD_is_GET_without_the_body()
    {
        var reply = await echo.SendAsync(new Ask("HEAD", Known));

        Assert.Equal((200, ""), (reply.Status, reply.Text));
        Assert.Equal("6", reply.Headers["Content-Length"]);
        Assert.Equal("\"3.17\"", reply.Headers["ETag"]);
    }

    [Fact]
    public async Task A_deletion_has_no_body()
    {
        var reply = await echo.SendAsync(new Ask("DELETE", Known).By(echo.SignIn()));

        Assert.Equal((204, ""), (reply.Status, reply.Text));
        Assert.Equal("replicas=2", reply.Headers["Durability"]);
    }
}
