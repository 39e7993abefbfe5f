using Shop.Testing;

namespace Shop.Contract.Tests.Input;

/// <summary>What is wrong around the body: sizes, media types, methods, addresses.</summary>
[Collection(OneShop.Name)]
public sealed class EnvelopeTests(ShopWithPeople people)
{
    private const string Pot = """{"sku":"{sku}","name":"Tea pot","price":{"amount":1999,"currency":"EUR"}}""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_body_of_200_KiB_is_too_large_also_in_chunks(bool isChunked) => Refusal.HoldsAsync(
        new Scene(people),
        () => people.Shop.SendAsync(
            new Ask("POST", "/v1/products") { IsChunked = isChunked, Token = people.Admin }.With(new string(' ', 200 * 1024))),
        413, "payload-too-large", "");

    [Fact]
    public async Task A_body_of_128_KiB_is_read_and_one_byte_more_is_not()
    {
        var body = new string(' ', (128 * 1024) - 2) + "{}";

        var largest = await people.Shop.SendAsync("POST", "/v1/users", null, body);
        var larger = await people.Shop.SendAsync("POST", "/v1/users", null, " " + body);

        Assert.Equal((422, 413), (largest.Status, larger.Status));
    }

    /// <summary>Sizes come before everything else: nobody is signed in, and nothing is there.</summary>
    [Fact]
    public async Task What_is_too_large_is_told_so_before_anything_else()
    {
        var body = await people.Shop.SendAsync(new Ask("POST", "/v1/nope").With(new string(' ', 200 * 1024)));
        var headers = await people.Shop.SendAsync(new Ask("DELETE", "/v1/nope").Header("X-Long", new string('a', 33 * 1024)));
        var url = await people.Shop.SendAsync(new Ask("DELETE", "/v1/nope?q=" + new string('a', 9 * 1024)));

        Assert.Equal((413, 431, 414), (body.Status, headers.Status, url.Status));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData(null)]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/merge-patch+json")]
    [InlineData("application/jsonx")]
    public async Task A_body_is_JSON_in_UTF_8(string? type)
    {
        var scene = new Scene(people);
        var ask = new Ask("POST", "/v1/products") { ContentType = type, Token = people.Admin }.With(await scene.FillAsync(Pot));

        await Refusal.HoldsAsync(scene, () => people.Shop.SendAsync(ask), 415, "unsupported-media-type", "");

        Assert.Equal("application/json", (await people.Shop.SendAsync(ask)).Headers["Accept"]);
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json; charset=\"UTF-8\"")]
    [InlineData("Application/JSON")]
    public async Task The_media_type_is_compared_as_HTTP_says(string type)
    {
        var ask = new Ask("POST", "/v1/products") { ContentType = type, Token = people.Admin }.With(await new Scene(people).FillAsync(Pot));

        Assert.Equal(201, (await people.Shop.SendAsync(ask)).Status);
    }

    [Theory]
    [InlineData("application/merge-patch+json")]
    [InlineData("application/json")]
    public async Task A_patch_has_two_media_types(string type)
    {
        var id = await new Scene(people).FillAsync("{product}");
        var ask = new Ask("PATCH", $"/v1/products/{id}") { ContentType = type, Token = people.Admin };

        Assert.Equal(200, (await people.Shop.SendAsync(ask.With("""{"brand":"Brown"}"""))).Status);
    }

    [Fact]
    public Task A_packed_body_is_refused() => Refusal.HoldsAsync(
        new Scene(people),
        () => people.Shop.SendAsync(new Ask("POST", "/v1/users").With("{}").Header("Content-Encoding", "gzip")),
        415, "unsupported-media-type", "");

    [Fact]
    public async Task A_URL_of_8_KiB_is_read_and_a_longer_one_is_not()
    {
        const string path = "/v1/products?q=";
        var longest = path + new string('a', (8 * 1024) - path.Length);

        Assert.Equal(400, (await people.Shop.GetAsync(longest)).Status); // q has 200 characters at most
        Assert.Equal((414, "uri-too-long"), await CodeAsync(longest + "a"));
        Assert.Equal((414, "uri-too-long"), await CodeAsync("/v1/products?q=" + new string('a', 9 * 1024)));
    }

    [Theory]
    [InlineData("DELETE", "/v1/products", "GET, HEAD, OPTIONS, POST")]
    [InlineData("POST", "/v1/products/0192f0c1-0000-7000-8000-00000000000a", "DELETE, GET, HEAD, OPTIONS, PATCH, PUT")]
    [InlineData("GET", "/v1/auth/token", "OPTIONS, POST")]
    [InlineData("PUT", "/v1/purchases", "GET, HEAD, OPTIONS, POST")]
    [InlineData("DELETE", "/v1/categories", "GET, HEAD, OPTIONS")]
    [InlineData("GET", "/v1/purchases/0192f0c1-0000-7000-8000-00000000000a/pay", "OPTIONS, POST")]
    public async Task A_method_that_is_not_there_is_told_which_are(string method, string path, string allow)
    {
        await Refusal.HoldsAsync(new Scene(people), "admin", $"{method} {path}", "", 405, "method-not-allowed", "");

        Assert.Equal(allow, Sorted(await people.Shop.SendAsync(new Ask(method, path))));
        var options = await people.Shop.SendAsync(new Ask("OPTIONS", path));
        Assert.Equal((204, allow, ""), (options.Status, Sorted(options), options.Text));
    }

    [Theory]
    [InlineData("TRACE")]
    [InlineData("BREW")]
    [InlineData("PROPFIND")]
    public async Task A_method_that_nothing_has_is_not_allowed(string method)
    {
        var reply = await people.Shop.SendAsync(new Ask(method, "/v1/products"));

        Assert.Equal((405, "method-not-allowed"), (reply.Status, reply.Code));
        Assert.Contains("GET", reply.Headers["Allow"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /v1/nope")]
    [InlineData("GET /")]
    [InlineData("GET /v2/products")]
    [InlineData("GET /v1/products/123")]
    [InlineData("GET /v1/products/0192f0c100007000800000000000000a")]
    [InlineData("GET /v1/products/{nobody}")]
    [InlineData("GET /v1/products/by-sku/no-such-sku")]
    [InlineData("GET /v1/users/nobody")]
    [InlineData("GET /v1/purchases/1%20OR%201=1")]
    [InlineData("DELETE /v1/products/{nobody}")]
    [InlineData("DELETE /v1/purchases/me")]
    [InlineData("POST /v1/products/{nobody}/restore")]
    [InlineData("GET /v1/products/../../etc/passwd")]
    [InlineData("GET /v1/products/%2e%2e%2f%2e%2e%2fetc%2fpasswd")]
    [InlineData("GET //v1/products")]
    public Task What_is_not_there_is_not_found(string call) =>
        Refusal.HoldsAsync(new Scene(people), "admin", call, "", 404, "not-found", "");

    [Fact]
    public async Task An_id_is_read_in_any_case_and_written_in_lower_case()
    {
        var id = await new Scene(people).FillAsync("{product}");

        var reply = await people.Shop.GetAsync($"/v1/products/{id.ToUpperInvariant()}");

        Assert.Equal((200, id), (reply.Status, (string?)reply.Json["id"]));
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", id);
    }

    private static string Sorted(Reply reply) => string.Join(", ", reply.Headers["Allow"].Split(", ").Order(StringComparer.Ordinal));

    private async Task<(int, string?)> CodeAsync(string path)
    {
        var reply = await people.Shop.GetAsync(path);
        return (reply.Status, reply.Code);
    }
}
