using Shop.Testing;

namespace Shop.Api.Tests.Http;

[Collection(SharedApplication.Name)]
public sealed class ConsistencyHeaderTests(ShopApplication shop)
{
    private const string Token = "Consistency-Token";

    [Fact]
    public async Task Every_success_that_touched_the_store_bears_a_token()
    {
        var product = await shop.ProductAsync();
        var path = $"/v1/products/{product["id"]}";
        var read = await shop.GetAsync(path);
        Reply[] touched =
        [
            read,
            await shop.SendAsync("GET", path, null, null, ("If-None-Match", read.Headers["ETag"])),
            await shop.GetAsync("/v1/products?limit=1"),
            await shop.GetAsync("/v1/categories"),
            await shop.GetAsync("/v1/users/me/export", shop.AdminToken),
            await shop.PostAsync(path + "/stock/adjustments", shop.AdminToken, """{"delta":1,"reason":"count"}"""),
            await shop.SendAsync("DELETE", path, shop.AdminToken),
        ];

        Assert.Equal([200, 304, 200, 200, 200, 201, 204], touched.Select(reply => reply.Status));
        Assert.All(touched, reply => Assert.NotEmpty(reply.Headers[Token]));
    }

    [Fact]
    public async Task What_did_not_touch_it_and_what_failed_bears_none()
    {
        Reply[] others = [await shop.GetAsync("/health/ready"), await shop.GetAsync($"/v1/products/{Guid.Empty}"), await shop.GetAsync("/v1/users/me")];

        Assert.Equal([200, 404, 401], others.Select(reply => reply.Status));
        Assert.All(others, reply => Assert.DoesNotContain(Token, reply.Headers.Keys));
    }

    [Fact]
    public async Task Both_replicas_take_each_other_s_tokens()
    {
        var product = await shop.ProductAsync(stock: 0);
        var adjust = new Ask("POST", $"/v1/products/{product["id"]}/stock/adjustments") { Token = shop.AdminToken };
        for (var units = 1; units <= 20; units++)
        {
            var written = await shop.SendAsync(adjust.With("""{"delta":1,"reason":"count"}"""));
            var read = await shop.SendToOtherAsync(new Ask("GET", $"/v1/products/{product["id"]}").Header(Token, written.Headers[Token]));

            Assert.Equal((200, units), (read.Status, (int)read.Json["stock"]!["available"]!));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_token_that_is_not_ours_is_refused(string token)
    {
        var reply = await shop.SendAsync("GET", "/v1/products?limit=1", null, null, (Token, token));

        Assert.Equal((400, "invalid-header"), (reply.Status, reply.Code));
        Assert.Equal(["Consistency-Token format"], reply.Errors);
    }

    [Fact]
    public async Task A_token_with_one_character_changed_or_sent_twice_is_refused()
    {
        var token = (await shop.GetAsync("/v1/products?limit=1")).Headers[Token];
        var changed = (token[0] == 'A' ? 'B' : 'A') + token[1..];

        Assert.Equal(400, (await shop.SendAsync("GET", "/v1/products", null, null, (Token, changed))).Status);
        Assert.Equal(400, (await shop.SendAsync("GET", "/v1/products", null, null, (Token, token), (Token, token))).Status);
    }

    [Theory]
    [InlineData("strong", 200)]
    [InlineData("eventual", 200)]
    [InlineData("Strong", 400)]
    [InlineData("", 400)]
    [InlineData("strong, eventual", 400)]
    public async Task The_client_says_which_nodes_may_answer(string consistency, int status)
    {
        var reply = await shop.SendAsync("GET", "/v1/products?limit=1", null, null, ("Read-Consistency", consistency));

        Assert.Equal(status, reply.Status);
        if (status == 400)
        {
            Assert.Equal("invalid-header", reply.Code);
            Assert.Equal(["Read-Consistency enum"], reply.Errors);
        }
    }
}
