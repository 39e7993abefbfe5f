using System.Text;
using Shop.Testing;

namespace Shop.Api.Tests.Http;

public sealed class JsonBodyTests(EchoApplication echo) : IClassFixture<EchoApplication>
{
    private static readonly Ask Create = new("POST", "/v1/echoes");

    [Theory]
    [InlineData("", "# required")]
    [InlineData("""{"name":""", "# format")]
    [InlineData("[]", "# type")]
    [InlineData("\"x\"", "# type")]
    [InlineData("42", "# type")]
    [InlineData("null", "# type")]
    [InlineData("""{"name":"a",}""", "# format")]
    [InlineData("""{"name":"a"} // why""", "# format")]
    [InlineData("""{"name":"a"} {}""", "# format")]
    [InlineData("""{"quantity":NaN}""", "# format")]
    [InlineData("\uFEFF{}", "# format")]
    public async Task What_is_no_JSON_object_is_refused_as_a_whole(string body, string error)
    {
        var reply = await echo.SendAsync(Create.With(body));

        Assert.Equal((400, "malformed-request"), (reply.Status, reply.Code));
        Assert.Equal([error], reply.Errors);
    }

    [Fact]
    public async Task A_syntax_error_says_where_it_is()
    {
        var reply = await echo.SendAsync(Create.With("{\n  \"name\": oops}"));

        Assert.Contains("line 2, byte 11", (string?)reply.Json["errors"]![0]!["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_refused()
    {
        byte[] body = [.. Encoding.ASCII.GetBytes("{\"name\":\""), 0xC3, 0x28, .. Encoding.ASCII.GetBytes("\"}")];

        var reply = await echo.SendAsync(Create with { Bytes = body });

        Assert.Equal((400, "malformed-request"), (reply.Status, reply.Code));
    }

    [Theory]
    [InlineData(16, 400)]
    [InlineData(100, 400)]
    public async Task A_body_of_more_than_16_levels_is_refused(int arrays, int status)
    {
        var reply = await echo.SendAsync(Create.With($$"""{"name":{{new string('[', arrays)}}{{new string(']', arrays)}}}"""));

        Assert.Equal(status, reply.Status);
        Assert.Equal(["# format"], reply.Errors);
    }

    [Theory]
    [InlineData("""{"name":"\ud800"}""", "#/name forbidden_chars")]
    [InlineData("""{"tags":["\udc00"]}""", "#/tags/0 forbidden_chars")]
    [InlineData("""{"attributes":{"\ud800x":"v"}}""", "#/attributes forbidden_chars")]
    [InlineData("""{"name":"a\ufffe"}""", "#/name forbidden_chars")]
    [InlineData("""{"attributes":{"\ufffex":"v"}}""", "#/attributes forbidden_chars")]
    public async Task Half_of_a_surrogate_pair_is_refused_wherever_it_stands(string body, string error)
    {
        var reply = await echo.SendAsync(Create.With(body));

        Assert.Equal((400, "malformed-request"), (reply.Status, reply.Code));
        Assert.Equal([error], reply.Errors);
    }

    [Theory]
    [InlineData("""{"name":"a","name":"b"}""", "#/name duplicate")]
    [InlineData("""{"name":"a","n\u0061me":"b"}""", "#/name duplicate")]
    [InlineData("""{"attributes":{"a":"1","a":"2"}}""", "#/attributes/a duplicate")]
    [InlineData("""{"attributes":{"a":"1"," a ":"2"}}""", "#/attributes/ a  duplicate")]
    [InlineData("""{"nmae":"x"}""", "#/nmae unknown_field")]
    [InlineData("""{"Name":"x"}""", "#/Name unknown_field")]
    [InlineData("""{"hasAdminFields":true}""", "#/hasAdminFields unknown_field")]
    [InlineData("""{"a/b~c":1}""", "#/a~1b~0c unknown_field")]
    [InlineData("""{"items":[{"quantity":1,"price":1}]}""", "#/items/0/price unknown_field")]
    [InlineData("""{"id":"x"}""", "#/id read_only")]
    [InlineData("""{"version":1}""", "#/version read_only")]
    public async Task A_field_that_may_not_be_there_is_refused_with_a_pointer(string body, string error)
    {
        var reply = await echo.SendAsync(Create.With(body));

        Assert.Equal((400, "malformed-request"), (reply.Status, reply.Code));
        Assert.Equal([error], reply.Errors);
    }

    [Theory]
    [InlineData("""{"quantity":19.99}""", "#/quantity")]
    [InlineData("""{"quantity":1.0}""", "#/quantity")]
    [InlineData("""{"quantity":1e3}""", "#/quantity")]
    [InlineData("""{"quantity":"1999"}""", "#/quantity")]
    [InlineData("""{"quantity":true}""", "#/quantity")]
    [InlineData("""{"quantity":9223372036854775808}""", "#/quantity")]
    [InlineData("""{"name":1}""", "#/name")]
    [InlineData("""{"flag":"true"}""", "#/flag")]
    [InlineData("""{"tags":"a"}""", "#/tags")]
    [InlineData("""{"tags":[null]}""", "#/tags/0")]
    [InlineData("""{"items":[null]}""", "#/items/0")]
    [InlineData("""{"items":[{"quantity":"2"}]}""", "#/items/0/quantity")]
    [InlineData("""{"attributes":{"a":null}}""", "#/attributes/a")]
    [InlineData("""{"attributes":[]}""", "#/attributes")]
    public async Task A_value_of_the_wrong_type_is_refused_with_a_pointer(string body, string field)
    {
        var reply = await echo.SendAsync(Create.With(body));

        Assert.Equal((400, "malformed-request"), (reply.Status, reply.Code));
        Assert.Equal([field + " type"], reply.Errors);
    }

    [Fact]
    public async Task All_that_is_malformed_is_told_at_once()
    {
        var reply = await echo.SendAsync(Create.With("""{"name":1,"nmae":"x","id":"y","items":[{"quantity":1.5},7],"name":null}"""));

        Assert.Equal(
            ["#/name type", "#/nmae unknown_field", "#/id read_only", "#/items/0/quantity type", "#/items/1 type", "#/name duplicate"],
            reply.Errors);
    }

    [Fact]
    public async Task A_flood_of_errors_is_told_in_an_answer_of_moderate_size()
    {
        var items = string.Join(',', Enumerable.Repeat("\"\\ud800\"", 7000));

        var reply = await echo.SendAsync(Create.With($$"""{"{{new string('k', 60_000)}}":[{{items}}]}"""));

        Assert.Equal(1000, reply.Errors.Count);
        Assert.InRange(reply.Text.Length, 0, 500_000);
    }

    [Fact]
    public async Task The_largest_whole_number_is_a_number_that_breaks_a_rule()
    {
        var reply = await echo.SendAsync(Create.With("""{"name":"a","quantity":9223372036854775807}"""));

        Assert.Equal((422, "validation-failed"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Strings_are_trimmed_and_composed_but_passwords_stay_as_they_came()
    {
        var reply = await echo.SendAsync(Create.With("""{"name":" Cafe\u0301 ","tags":[" a "],"attributes":{"k":" v "},"password":" pass\u0301 "}"""));

        var request = reply.Json["request"]!;
        Assert.Equal("Caf\u00e9", (string?)request["name"]);
        Assert.Equal("a", (string?)request["tags"]![0]);
        Assert.Equal("v", (string?)request["attributes"]!["k"]);
        Assert.Equal(" pass\u0301 ", (string?)request["password"]);
    }

    [Fact]
    public async Task An_absent_or_empty_body_is_an_empty_object_where_every_field_is_optional()
    {
        var wave = new Ask("POST", $"/v1/echoes/{EchoEndpoints.Known}/wave").By(echo.SignIn());

        var absent = await echo.SendAsync(wave);
        var emptyForm = await echo.SendAsync(wave with { Bytes = [], ContentType = "application/x-www-form-urlencoded" });
        var given = await echo.SendAsync(wave.With("""{"reason":"hello"}"""));
        var untyped = await echo.SendAsync(wave.With("""{"reason":"hello"}""") with { ContentType = null });

        Assert.Equal((200, """{"reason":null}"""), (absent.Status, absent.Text));
        Assert.Equal(200, emptyForm.Status);
        Assert.Equal("""{"reason":"hello"}""", given.Text);
        Assert.Equal(415, untyped.Status);
    }
}
