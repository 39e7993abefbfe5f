using Shop.Testing;

namespace Shop.Contract.Tests.FinePrint;

[Collection(OneShop.Name)]
public sealed class HttpTests(ShopWithPeople people)
{
    private readonly SellingShop _shop = people.Shop;

    [Fact]
    public async Task Many_small_headers_pass()
    {
        var many = Enumerable.Range(0, 500).Select(n => ($"X-Many-{n}", "v")).ToArray();

        Assert.Equal(200, (await _shop.SendAsync("GET", "/v1/products?limit=1", null, null, many)).Status);
    }

    [Theory]
    [InlineData("/v1/products/{product}")]
    [InlineData("/v1/products")]
    [InlineData("/v1/purchases/{pending}")]
    [InlineData("/v1/users/me")]
    [InlineData("/v1/categories")]
    [InlineData("/health/live")]
    [InlineData("/openapi/v1.json")]
    public async Task HEAD_is_GET_without_the_body(string path)
    {
        var scene = new Scene(people);

        var (got, headed) = (await scene.SendAsync("owner", "GET " + path), await scene.SendAsync("owner", "HEAD " + path));

        Assert.Equal((200, 200, ""), (got.Status, headed.Status, headed.Text));
        Assert.Equal(Telling(got), Telling(headed));
    }

    [Fact]
    public async Task HEAD_of_nothing_is_404_without_a_body()
    {
        var reply = await _shop.SendAsync("HEAD", "/v1/products/123", null);

        Assert.Equal((404, "", "application/problem+json"), (reply.Status, reply.Text, reply.Headers["Content-Type"]));
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("image/png;q=0.1")]
    [InlineData("application/xml")]
    public async Task Accept_is_not_checked(string accept)
    {
        var reply = await _shop.SendAsync(new Ask("GET", "/v1/products?limit=1").Header("Accept", accept));

        Assert.Equal((200, "application/json"), (reply.Status, reply.Headers["Content-Type"]));
    }

    [Fact]
    public async Task A_request_id_is_echoed_when_it_is_one()
    {
        var good = await _shop.SendAsync(new Ask("GET", "/v1/nope").Header("X-Request-Id", "my-request.1"));
        var bad = await _shop.SendAsync(new Ask("GET", "/v1/nope").Header("X-Request-Id", "no spaces, please"));
        var long1 = await _shop.SendAsync(new Ask("GET", "/v1/nope").Header("X-Request-Id", new string('a', 129)));

        Assert.Equal(("my-request.1", "my-request.1"), (good.Headers["X-Request-Id"], (string?)good.Json["requestId"]));
        Assert.NotEqual("no spaces, please", bad.Headers["X-Request-Id"]);
        Assert.NotEqual(129, long1.Headers["X-Request-Id"].Length);
    }

    [Fact]
    public async Task Every_call_works_as_a_plain_line_of_curl()
    {
        var body = $$"""{"email":"{{people.Ann.Email}}","password":"{{SellingShop.Password}}"}""";

        var (code, output, errors) = await _shop.Stack.RunScriptAsync(
            $"curl -sS {_shop.Stack.BaseAddress}v1/auth/token -H 'Content-Type: application/json' -d '{body}'");

        Assert.True(code == 0, errors);
        Assert.Contains("\"accessToken\":", output, StringComparison.Ordinal);
    }

    /// <summary>Order of checks: each request breaks the rule named and all that come after it.</summary>
    [Theory]
    [InlineData("GET /v1/nope?x=1", "anonymous", "", 404)]
    [InlineData("DELETE /v1/products?x=1", "anonymous", "", 405)]
    [InlineData("POST /v1/products?x=1", "anonymous", "text/plain", 401)]
    [InlineData("POST /v1/products?x=1", "owner", "text/plain", 415)]
    [InlineData("POST /v1/products?x=1", "owner", "application/json", 403)]
    [InlineData("PUT /v1/products/{nobody}?x=1", "admin", "application/json", 400)]
    [InlineData("PUT /v1/products/{nobody}", "admin", "application/json", 400)]
    public async Task The_first_check_that_fails_answers(string call, string who, string type, int status)
    {
        var scene = new Scene(people);
        var parts = (await scene.FillAsync(call)).Split(' ');
        var ask = new Ask(parts[0], parts[1]) { Token = scene.TokenOf(who) };

        var reply = await _shop.SendAsync(type.Length == 0 ? ask : (ask with { ContentType = type }).With("[]"));

        Assert.True(reply.Status == status, reply.Text);
    }

    /// <summary>From the object on: 404, then 412, then 422, then 409.</summary>
    [Theory]
    [InlineData("PUT /v1/products/{nobody}", "{}", "\"9\"", 404)]
    [InlineData("PUT /v1/products/{product}", "{}", "\"9\"", 412)]
    [InlineData("PUT /v1/products/{product}", "{}", "\"1\"", 422)]
    [InlineData("POST /v1/purchases/{paid}/pay", "{}", "\"9\"", 412)]
    [InlineData("POST /v1/purchases/{paid}/pay", "{}", "*", 422)]
    [InlineData("POST /v1/purchases/{paid}/pay", """{"payment":{"method":"simulated","token":"tok_ok"}}""", "\"9\"", 412)]
    [InlineData("POST /v1/purchases/{paid}/pay", """{"payment":{"method":"simulated","token":"tok_ok"}}""", "*", 409)]
    public async Task The_object_is_asked_before_its_version_and_the_rules_before_its_state(
        string call, string body, string tag, int status)
    {
        var reply = await new Scene(people).SendAsync("admin", call, body, ("If-Match", tag));

        Assert.True(reply.Status == status, reply.Text);
    }

    [Fact]
    public async Task Times_are_UTC_with_milliseconds()
    {
        var purchase = (await new Scene(people).SendAsync("owner", "GET /v1/purchases/{pending}")).Json;

        var times = purchase.AsObject().Where(field => field.Key.EndsWith("At", StringComparison.Ordinal))
            .Select(field => (string?)field.Value).ToList();
        Assert.Equal(3, times.Count);
        Assert.All(times, time => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", time));
    }

    private static IEnumerable<string> Telling(Reply reply) => reply.Headers
        .Where(header => header.Key is "ETag" or "Cache-Control" or "Content-Type" or "Content-Length" or "Link")
        .Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal);
}
