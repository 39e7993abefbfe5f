using System.Text;
using Shop.Api.Auth;
using Shop.Api.Tests.Http;
using Shop.Testing;

namespace Shop.Api.Tests.Auth;

public sealed class SignInTests(EchoApplication echo) : IClassFixture<EchoApplication>
{
    private static readonly Ask Mine = new("GET", "/v1/echoes/mine");

    [Fact]
    public async Task A_good_token_passes()
    {
        Assert.Equal(200, (await echo.SendAsync(Mine.By(echo.SignIn()))).Status);
        Assert.Equal(200, (await echo.SendAsync(Mine.Header("Authorization", "bearer " + echo.SignIn()))).Status);
    }

    [Theory]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.")]
    [InlineData("nonsense")]
    public async Task Anything_but_a_token_of_ours_is_refused(string authorization)
    {
        var reply = await echo.SendAsync(Mine.Header("Authorization", authorization));

        Assert.Equal((401, "unauthenticated"), (reply.Status, reply.Code));
        Assert.Equal("Bearer", reply.Headers["WWW-Authenticate"]);
    }

    [Fact]
    public async Task No_token_is_refused_where_one_is_needed()
    {
        var reply = await echo.SendAsync(Mine);

        Assert.Equal((401, "unauthenticated"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Bad_credentials_are_refused_where_none_are_needed()
    {
        var reply = await echo.SendAsync(new Ask("GET", "/v1/echoes").By("nonsense"));

        Assert.Equal((401, "unauthenticated"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task A_token_with_any_one_character_changed_is_refused()
    {
        var token = echo.SignIn();
        for (var at = 0; at < token.Length; at++)
        {
            var changed = new StringBuilder(token) { [at] = token[at] == 'A' ? 'B' : 'A' };

            Assert.False(echo.Service<AccessTokens>().IsReadable(changed.ToString()), $"character {at}");
        }

        Assert.Equal(401, (await echo.SendAsync(Mine.By(token[..^1]))).Status);
        Assert.Equal(401, (await echo.SendAsync(Mine.By(token + "A"))).Status);
    }

    [Fact]
    public async Task The_last_characters_spare_bits_can_not_be_changed()
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var token = echo.SignIn();

        var readable = alphabet.Where(last => echo.Service<AccessTokens>().IsReadable(token[..^1] + last));

        Assert.Equal([token[^1]], readable);
        Assert.Equal(200, (await echo.SendAsync(Mine.By(token))).Status);
    }

    [Fact]
    public async Task A_token_of_20_KiB_is_refused()
    {
        var reply = await echo.SendAsync(Mine.By(new string('a', 20 * 1024)));

        Assert.Equal((401, "unauthenticated"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Two_Authorization_headers_are_refused()
    {
        var reply = await echo.SendRawAsync($"GET /v1/echoes/mine HTTP/1.1\r\nAuthorization: Bearer {echo.SignIn()}\r\nAuthorization: Bearer x");

        Assert.Contains(" 400 ", reply, StringComparison.Ordinal);
        Assert.Contains("\"header\":\"Authorization\"", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_ends_with_its_account_or_its_sessions()
    {
        var (disabled, loggedOut, gone) = (echo.Accounts.Add(false), echo.Accounts.Add(false), echo.Accounts.Add(false));
        echo.Accounts.Change(disabled, account => account with { IsActive = false });
        echo.Accounts.Change(loggedOut, account => account with { Sessions = account.Sessions + 1 });
        echo.Accounts.Remove(gone);

        foreach (var id in new[] { disabled, loggedOut, gone })
        {
            var reply = await echo.SendAsync(Mine.By(echo.SignIn(id)));

            Assert.Equal((401, "token-expired"), (reply.Status, reply.Code));
        }
    }

    [Fact]
    public async Task A_new_role_counts_at_once()
    {
        var id = echo.Accounts.Add(isAdmin: false);
        var token = echo.SignIn(id);
        echo.Accounts.Change(id, account => account with { IsAdmin = true });

        var reply = await echo.SendAsync(new Ask("PUT", $"/v1/echoes/{EchoEndpoints.Known}").With("""{"name":"a"}""").By(token));

        Assert.Equal(200, reply.Status);
    }
}
