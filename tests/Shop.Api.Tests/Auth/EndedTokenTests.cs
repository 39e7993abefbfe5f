using Shop.Testing;

namespace Shop.Api.Tests.Auth;

/// <summary>A call that ends its own token, handed on by nginx after the first replica has done it and could not answer any more.</summary>
[Collection(SharedApplication.Name)]
public sealed class EndedTokenTests(ShopApplication shop)
{
    private const string NewPassword = """{"currentPassword":"a long enough password","newPassword":"another long password"}""";

    [Theory]
    [InlineData("POST", "/v1/auth/logout-all", null)]
    [InlineData("POST", "/v1/users/me/password", NewPassword)]
    [InlineData("DELETE", "/v1/users/me", null)]
    public async Task It_hears_its_answer_and_nobody_else_does(string method, string path, string? body)
    {
        var customer = await shop.CustomerAsync();
        var ask = new Ask(method, path) { Token = customer.Token };
        var call = (body is null ? ask : ask.With(body)).Header("X-Operation-Id", ShopApplication.Unique("request"));
        var later = (body is null ? ask : ask.With(body)).Header("X-Operation-Id", ShopApplication.Unique("request"));

        var first = await shop.SendAsync(call);
        var handedOn = await shop.SendToOtherAsync(call);
        var refused = await shop.SendToOtherAsync(later);
        var read = await shop.GetAsync("/v1/users/me", customer.Token);

        Assert.Equal((204, 204), (first.Status, handedOn.Status));
        Assert.Equal((401, "token-expired"), (refused.Status, refused.Code));
        Assert.Equal(401, read.Status);
    }

    [Fact]
    public async Task With_a_key_of_its_own_a_later_try_is_still_refused()
    {
        var customer = await shop.CustomerAsync();
        var delete = new Ask("DELETE", "/v1/users/me") { Token = customer.Token }.Header("Idempotency-Key", ShopApplication.Unique("key"));

        Assert.Equal(204, (await shop.SendAsync(delete)).Status);
        Assert.Equal(401, (await shop.SendAsync(delete)).Status);
    }
}
