using System.Text.Json.Nodes;
using Shop.Testing;

namespace Shop.Api.Tests.Http;

public sealed class ChangeTests(EchoApplication echo) : IClassFixture<EchoApplication>
{
    private static readonly Ask Create = new Ask("POST", "/v1/echoes").With("""{"name":"a"}""");

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("schl\u00fcssel")]
    [InlineData("256_characters_256_characters_256_characters_256_characters_256_characters_256_characters_256_characters_256_characters_"
        + "256_characters_256_characters_256_characters_256_characters_256_characters_256_characters_256_characters_256_characters_256_characters_+")]
    public async Task A_key_that_is_not_visible_ASCII_of_1_to_255_characters_is_refused(string key)
    {
        var reply = await echo.SendRawAsync(
            $"DELETE /v1/echoes/{EchoEndpoints.Known} HTTP/1.1\r\nAuthorization: Bearer {echo.SignIn()}\r\nIdempotency-Key: {key}");

        Assert.Contains(" 400 ", reply, StringComparison.Ordinal);
        Assert.Contains("\"header\":\"Idempotency-Key\"", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_given_twice_is_refused()
    {
        var reply = await echo.SendRawAsync(
            $"DELETE /v1/echoes/{EchoEndpoints.Known} HTTP/1.1\r\nAuthorization: Bearer {echo.SignIn()}\r\nIdempotency-Key: a\r\nIdempotency-Key: b");

        Assert.Contains("invalid-header", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_key_names_the_same_record_for_one_caller_only()
    {
        var (one, other) = (echo.SignIn(), echo.SignIn());
        var ask = Create.Header("Idempotency-Key", "k");

        var first = await OperationAsync(ask.By(one));
        var again = await OperationAsync(ask.By(one));
        var others = await OperationAsync(ask.By(other));
        var anonymous = await OperationAsync(ask);

        Assert.Equal((string?)first["record"], (string?)again["record"]);
        Assert.Equal((string?)first["fingerprint"], (string?)again["fingerprint"]);
        Assert.NotEqual((string?)first["id"], (string?)again["id"], StringComparer.Ordinal);
        Assert.True((bool)first["fromClient"]!);
        Assert.Equal(22, ((string?)first["record"])!.Length);
        Assert.Equal(3, new[] { first, others, anonymous }.Select(operation => (string?)operation["record"]).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Anonymous_callers_are_told_apart_by_the_address_that_the_proxy_saw()
    {
        var ask = Create.Header("Idempotency-Key", "k");

        var one = await OperationAsync(ask.Header("X-Forwarded-For", "9.9.9.9, 198.51.100.1"));
        var same = await OperationAsync(ask.Header("X-Forwarded-For", "198.51.100.1"));
        var other = await OperationAsync(ask.Header("X-Forwarded-For", "198.51.100.2"));

        Assert.Equal((string?)one["record"], (string?)same["record"]);
        Assert.NotEqual((string?)one["record"], (string?)other["record"], StringComparer.Ordinal);
    }

    [Fact]
    public async Task Another_body_or_query_has_another_fingerprint()
    {
        var one = await OperationAsync(Create);
        var otherBody = await OperationAsync(Create.With("""{"name":"a" }"""));
        var otherPath = await OperationAsync(Create with { Path = "/v1/echoes/quiet" });

        Assert.Equal(3, new[] { one, otherBody, otherPath }.Select(operation => (string?)operation["fingerprint"]).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Without_a_key_the_operation_id_stands_in()
    {
        var attempt = await OperationAsync(Create.Header("X-Operation-Id", "op-1"));
        var nextAttempt = await OperationAsync(Create.Header("X-Operation-Id", "op-1"));
        var keyed = await OperationAsync(Create.Header("Idempotency-Key", "op-1"));
        var fresh = await OperationAsync(Create);

        Assert.Equal("op-1", (string?)attempt["id"]);
        Assert.False((bool)attempt["fromClient"]!);
        Assert.Equal((string?)attempt["record"], (string?)nextAttempt["record"]);
        Assert.Equal(3, new[] { attempt, keyed, fresh }.Select(operation => (string?)operation["record"]).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_route_may_ignore_the_clients_key()
    {
        var quiet = Create with { Path = "/v1/echoes/quiet" };

        var operation = await OperationAsync(quiet.Header("Idempotency-Key", "not a key").Header("X-Operation-Id", "op-1"));

        Assert.Equal("op-1", (string?)operation["id"]);
        Assert.False((bool)operation["fromClient"]!);
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("*", "*")]
    [InlineData("\"3\"", "3")]
    [InlineData("\"3\", W/\"4\" ,,\"5.1\"", "3 5.1")]
    [InlineData("W/\"3\"", "W")]
    [InlineData("\"\"", "W")]
    [InlineData("\"*\"", "W")]
    public async Task What_the_client_knows_goes_to_the_store(string? ifMatch, string expected)
    {
        var reply = await echo.SendAsync(ifMatch is null ? Create : Create.Header("If-Match", ifMatch));

        Assert.Equal(expected, (string?)reply.Json["ifMatch"]);
    }

    [Theory]
    [InlineData("If-Match", "3")]
    [InlineData("If-Match", "\"3")]
    [InlineData("If-Match", "w/\"3\"")]
    [InlineData("If-Match", "\"3\" \"4\"")]
    [InlineData("If-Match", "*, \"3\"")]
    [InlineData("If-Match", ",")]
    [InlineData("If-None-Match", "\"a b\"")]
    [InlineData("If-None-Match", "3")]
    public async Task Tags_that_can_not_be_read_are_refused(string header, string value)
    {
        var reply = await echo.SendAsync(Create.Header(header, value));

        Assert.Equal((400, "invalid-header"), (reply.Status, reply.Code));
        Assert.Equal([header + " format"], reply.Errors);
    }

    private async Task<JsonNode> OperationAsync(Ask ask) => (await echo.SendAsync(ask)).Json["operation"]!;
}
