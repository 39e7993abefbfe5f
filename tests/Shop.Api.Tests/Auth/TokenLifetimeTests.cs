using Shop.Api.Tests.Http;
using Shop.Testing;

namespace Shop.Api.Tests.Auth;

/// <summary>On an application of its own, for it moves the clock.</summary>
public sealed class TokenLifetimeTests(EchoApplication echo) : IClassFixture<EchoApplication>
{
    [Fact]
    public async Task A_token_lives_900_seconds()
    {
        var ask = new Ask("GET", "/v1/echoes/mine").By(echo.SignIn());

        echo.Clock.Pass(TimeSpan.FromSeconds(899));
        var before = await echo.SendAsync(ask);
        echo.Clock.Pass(TimeSpan.FromSeconds(1));
        var after = await echo.SendAsync(ask);

        Assert.Equal(200, before.Status);
        Assert.Equal((401, "token-expired"), (after.Status, after.Code));
    }
}
