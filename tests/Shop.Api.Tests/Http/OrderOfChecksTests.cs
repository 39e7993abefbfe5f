using Shop.Testing;

namespace Shop.Api.Tests.Http;

/// <summary>Each case is wrong in two ways; the one that comes first in the contract's order is answered.</summary>
public sealed class OrderOfChecksTests(EchoApplication echo) : IClassFixture<EchoApplication>
{
    private const string Missing = "/v1/echoes/0192f0c1-0000-7000-8000-00000000dead";
    private static readonly string Known = $"/v1/echoes/{EchoEndpoints.Known}";

    [Fact]
    public async Task A_declared_length_comes_before_the_path()
    {
        var reply = await echo.SendAsync(new Ask("POST", "/v1/nope").With(new string('x', 200 * 1024)));

        Assert.Equal(413, reply.Status);
    }

    [Fact]
    public async Task The_method_comes_before_the_sign_in()
    {
        var reply = await echo.SendAsync(new Ask("PATCH", Known).By("nonsense"));

        Assert.Equal(405, reply.Status);
    }

    [Fact]
    public async Task The_sign_in_comes_before_the_media_type_and_the_query()
    {
        var reply = await echo.SendAsync(new Ask("PUT", Known + "?access_token=x") { Bytes = [1], ContentType = "text/plain" });

        Assert.Equal((401, "unauthenticated"), (reply.Status, reply.Code));
        Assert.Equal("Bearer", reply.Headers["WWW-Authenticate"]);
    }

    [Fact]
    public async Task The_media_type_comes_before_the_role()
    {
        var reply = await echo.SendAsync(new Ask("PUT", Known) { Bytes = [1], ContentType = "text/plain" }.By(echo.SignIn()));

        Assert.Equal(415, reply.Status);
    }

    [Fact]
    public async Task The_role_comes_before_the_query()
    {
        var reply = await echo.SendAsync(new Ask("PUT", Known + "?x=1").With("{").By(echo.SignIn()));

        Assert.Equal((403, "forbidden"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task The_query_comes_before_the_headers_and_these_before_the_body()
    {
        var ask = new Ask("PUT", Known).With("{").By(echo.SignIn(isAdmin: true)).Header("If-Match", "3");

        var query = await echo.SendAsync(ask with { Path = Known + "?x=1" });
        var header = await echo.SendAsync(ask);

        Assert.Equal((400, "invalid-parameter"), (query.Status, query.Code));
        Assert.Equal((400, "invalid-header"), (header.Status, header.Code));
    }

    [Fact]
    public async Task The_bodys_form_comes_before_the_object_and_the_object_before_the_rules()
    {
        var ask = new Ask("PUT", Missing).By(echo.SignIn(isAdmin: true));

        var malformed = await echo.SendAsync(ask.With("""{"nmae":1}"""));
        var breaksRules = await echo.SendAsync(ask.With("""{"quantity":0}"""));

        Assert.Equal(400, malformed.Status);
        Assert.Equal((404, "not-found"), (breaksRules.Status, breaksRules.Code));
    }

    [Theory]
    [InlineData("\"2\"", 412)]
    [InlineData("W/\"3\"", 412)]
    [InlineData("\"3.16\"", 412)]
    [InlineData("\"3\"", 422)]
    [InlineData("\"3.17\"", 422)]
    [InlineData("\"1\", \"3\"", 422)]
    [InlineData("*", 422)]
    public async Task The_version_comes_before_the_rules(string ifMatch, int status)
    {
        var ask = new Ask("PUT", Known).By(echo.SignIn(isAdmin: true)).With("""{"quantity":0}""").Header("If-Match", ifMatch);

        var reply = await echo.SendAsync(ask);

        Assert.Equal(status, reply.Status);
        Assert.Equal(status == 412 ? 3 : null, (int?)reply.Json["currentVersion"]);
    }

    [Theory]
    [InlineData("""{"name":"a","role":"admin"}""")]
    [InlineData("""{"role":"admin"}""")]
    public async Task A_field_for_administrators_is_forbidden_whether_or_not_the_rules_are_kept(string body)
    {
        var customer = await echo.SendAsync(new Ask("POST", "/v1/echoes").With(body).By(echo.SignIn()));
        var nobody = await echo.SendAsync(new Ask("POST", "/v1/echoes").With(body));

        Assert.Equal((403, "forbidden"), (customer.Status, customer.Code));
        Assert.Equal(403, nobody.Status);
    }

    [Fact]
    public async Task A_field_for_administrators_is_theirs_to_set()
    {
        var reply = await echo.SendAsync(new Ask("POST", "/v1/echoes").With("""{"name":"a","role":"admin"}""").By(echo.SignIn(isAdmin: true)));

        Assert.Equal(201, reply.Status);
    }

    [Theory]
    [InlineData("123")]
    [InlineData("+192f0c1-0000-7000-8000-00000000000a")]
    [InlineData("%200192f0c1-0000-7000-8000-00000000000a")]
    [InlineData("{0192f0c1-0000-7000-8000-00000000000a}")]
    [InlineData("0192f0c1000070008000000000000000a")]
    [InlineData("me")]
    public async Task An_id_that_is_no_UUID_names_nothing_once_the_rest_is_in_order(string id)
    {
        var open = await echo.SendAsync(new Ask("GET", "/v1/echoes/" + id));
        var closed = await echo.SendAsync(new Ask("DELETE", "/v1/echoes/" + id));

        Assert.Equal((404, "not-found"), (open.Status, open.Code));
        Assert.Equal(401, closed.Status);
    }

    [Fact]
    public async Task An_id_is_read_in_any_case()
    {
        var reply = await echo.SendAsync(new Ask("GET", Known.ToUpperInvariant()));

        Assert.Equal(200, reply.Status);
    }

    [Fact]
    public async Task Me_is_the_caller_where_the_route_says_so()
    {
        var id = echo.Accounts.Add(isAdmin: false);

        var reply = await echo.SendAsync(new Ask("GET", "/v1/echoes/of/me").By(echo.SignIn(id)));

        Assert.Equal($"\"{id}\"", reply.Text);
    }
}
