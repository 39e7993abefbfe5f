using Shop.Testing;

namespace Shop.Api.Tests.Http;

public sealed class QueryTests(EchoApplication echo) : IClassFixture<EchoApplication>
{
    [Theory]
    [InlineData("limit=0", "limit min")]
    [InlineData("limit=101", "limit max")]
    [InlineData("limit=99999999999999999999", "limit type")]
    [InlineData("limit=abc", "limit type")]
    [InlineData("limit=1.5", "limit type")]
    [InlineData("limit=%201", "limit type")]
    [InlineData("limit=", "limit format")]
    [InlineData("limit", "limit format")]
    [InlineData("limit=%C3%28", "limit format")]
    [InlineData("limit=%00", "limit format")]
    [InlineData("limit=1&limit=1", "limit duplicate")]
    [InlineData("Limit=1", "Limit unknown_field")]
    [InlineData("colour=red", "colour unknown_field")]
    [InlineData("access_token=x", "access_token unknown_field")]
    [InlineData("sort=price", "sort enum")]
    [InlineData("includeTotal=1", "includeTotal type")]
    public async Task A_parameter_that_is_not_right_is_refused_by_name(string query, string error)
    {
        var reply = await echo.SendAsync(new Ask("GET", "/v1/echoes?" + query));

        Assert.Equal((400, "invalid-parameter"), (reply.Status, reply.Code));
        Assert.Equal([error], reply.Errors);
    }

    [Theory]
    [InlineData("limit=%zz")]
    [InlineData("limit=%2")]
    [InlineData("limit=%")]
    public async Task A_value_that_is_badly_encoded_is_refused(string query)
    {
        var reply = await echo.SendRawAsync($"GET /v1/echoes?{query} HTTP/1.1");

        Assert.Contains("\"parameter\":\"limit\",\"code\":\"format\"", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_wrong_parameters_are_told_at_once()
    {
        var reply = await echo.SendAsync(new Ask("GET", "/v1/echoes?limit=0&x=1&sort=no"));

        Assert.Equal(["x unknown_field", "sort enum", "limit min"], reply.Errors);
    }

    [Fact]
    public async Task A_call_that_is_no_list_takes_no_parameter()
    {
        var reply = await echo.SendAsync(new Ask("GET", $"/v1/echoes/{EchoEndpoints.Known}?limit=1"));

        Assert.Equal(["limit unknown_field"], reply.Errors);
    }

    [Fact]
    public async Task A_list_is_walked_by_its_cursors_and_its_links()
    {
        var first = await echo.SendAsync(new Ask("GET", "/v1/echoes?limit=2&sort=name&includeTotal=true"));
        var link = first.Headers["Link"];
        var second = await echo.SendAsync(new Ask("GET", link[1..link.IndexOf('>', StringComparison.Ordinal)]));
        var third = await echo.SendAsync(new Ask("GET", "/v1/echoes?limit=2&sort=name&cursor=" + Cursor(second)));

        Assert.Equal($"</v1/echoes?limit=2&sort=name&includeTotal=true&cursor={Cursor(first)}>; rel=\"next\"", link);
        Assert.Equal((2, 5), ((int?)first.Json["page"]!["limit"], (int?)first.Json["totalCount"]));
        Assert.Equal((2, 2, 1), (Items(first), Items(second), Items(third)));
        Assert.Null(Cursor(third));
        Assert.Null(third.Json["totalCount"]);
        Assert.False(third.Headers.ContainsKey("Link"));
        Assert.Contains("\"nextCursor\":null", third.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cursor_is_good_for_its_own_list_alone()
    {
        var cursor = Cursor(await echo.SendAsync(new Ask("GET", "/v1/echoes?limit=2")));
        var token = echo.SignIn();

        var here = await echo.SendAsync(new Ask("GET", "/v1/echoes?limit=3&cursor=" + cursor));
        var otherSort = await echo.SendAsync(new Ask("GET", "/v1/echoes?sort=name&cursor=" + cursor));
        var otherCaller = await echo.SendAsync(new Ask("GET", "/v1/echoes?cursor=" + cursor).By(token));
        var otherRoute = await echo.SendAsync(new Ask("GET", "/v1/echoes/mine?cursor=" + cursor).By(token));
        var changed = await echo.SendAsync(new Ask("GET", "/v1/echoes?cursor=" + (cursor![0] == 'A' ? 'B' : 'A') + cursor[1..]));

        Assert.Equal(200, here.Status);
        Assert.All([otherSort, otherCaller, otherRoute, changed], reply => Assert.Equal((400, "invalid-cursor"), (reply.Status, reply.Code)));
        Assert.Equal(["cursor format"], changed.Errors);
    }

    [Theory]
    [InlineData("least=abc", "least type")]
    [InlineData("least=1.0", "least type")]
    [InlineData("least=99999999999999999999", "least type")]
    [InlineData("least=-1", "least min")]
    [InlineData("least=11", "least max")]
    [InlineData("flag=yes", "flag type")]
    [InlineData("flag=True", "flag type")]
    [InlineData("flag=true&flag=true", "flag duplicate")]
    [InlineData("name=", "name format")]
    [InlineData("name=abcdef", "name max_length")]
    [InlineData("name=%20", "name min_length")]
    [InlineData("name=%E2%80%AE", "name format")]
    [InlineData("Name=a", "Name unknown_field")]
    [InlineData("hasAdminFields=a", "hasAdminFields unknown_field")]
    [InlineData("since=2024-02-30T00:00:00Z", "since format")]
    [InlineData("since=2024-02-29T00:00:00", "since format")]
    [InlineData("since=2024-02-29", "since format")]
    [InlineData("since=2024-02-29T24:00:00Z", "since format")]
    [InlineData("since=2024-02-29T00:00:00+01:00", "since format")]
    [InlineData("since=1709164800", "since format")]
    public async Task A_routes_own_parameter_is_read_as_strictly(string query, string error)
    {
        var reply = await echo.SendAsync(new Ask("GET", "/v1/echoes/sought?" + query));

        Assert.Equal((400, "invalid-parameter"), (reply.Status, reply.Code));
        Assert.Equal([error], reply.Errors);
    }

    [Fact]
    public async Task A_routes_own_parameters_are_bound_by_their_types()
    {
        var reply = await echo.SendAsync(new Ask(
            "GET", "/v1/echoes/sought?name=e%CC%81+%2B&least=7&flag=false&since=2024-02-29T00:00:00.1234567%2B01:00&limit=3"));

        Assert.Equal(
            """{"name":"é +","least":7,"flag":false,"since":"2024-02-29T00:00:00.1234567+01:00","secret":null}""",
            reply.Json["items"]![0]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    public async Task A_parameter_for_admins_is_403_even_beside_a_wrong_one()
    {
        var customer = await echo.SendAsync(new Ask("GET", "/v1/echoes/sought?secret=x&least=x").By(echo.SignIn()));
        var admin = await echo.SendAsync(new Ask("GET", "/v1/echoes/sought?secret=x").By(echo.SignIn(isAdmin: true)));

        Assert.Equal((403, 200), (customer.Status, admin.Status));
    }

    [Fact]
    public async Task A_cursor_is_bound_to_every_filter_and_not_to_their_order()
    {
        var cursor = Cursor(await echo.SendAsync(new Ask("GET", "/v1/echoes/sought?name=a&least=1")));

        var same = await echo.SendAsync(new Ask("GET", $"/v1/echoes/sought?cursor={cursor}&least=1&limit=9&name=a&includeTotal=true"));
        var others = new List<Reply>();
        foreach (var filters in (string[])["name=a", "name=b&least=1", "name=a&least=1&flag=true", ""])
        {
            others.Add(await echo.SendAsync(new Ask("GET", $"/v1/echoes/sought?{filters}&cursor={cursor}")));
        }

        Assert.Equal(200, same.Status);
        Assert.All(others, reply => Assert.Equal((400, "invalid-cursor"), (reply.Status, reply.Code)));
    }

    private static string? Cursor(Reply reply) => (string?)reply.Json["page"]!["nextCursor"];

    private static int Items(Reply reply) => reply.Json["items"]!.AsArray().Count;
}
