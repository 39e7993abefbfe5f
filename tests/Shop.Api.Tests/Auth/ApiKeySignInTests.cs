using Shop.Api.Auth;
using Shop.Api.Tests.Http;
using Shop.Testing;

namespace Shop.Api.Tests.Auth;

/// <summary>On an application of its own, for it moves the clock.</summary>
public sealed class ApiKeySignInTests(EchoApplication echo) : IClassFixture<EchoApplication>
{
    private const string Scope = "echoes:read";

    private static readonly Ask Open = new("GET", "/v1/echoes/keyed");
    private static readonly Ask Closed = new("GET", "/v1/echoes/mine");

    private readonly ApiKeySecrets _secrets = new(echo.Service<SecretKey>());

    [Fact]
    public async Task A_key_does_what_it_has_the_scope_for_and_its_use_is_noted()
    {
        var (id, key) = Make(Scope);

        var reply = await echo.SendAsync(Open.Header("X-Api-Key", key));

        Assert.Equal(200, reply.Status);
        Assert.Contains(id, echo.Accounts.Uses);
    }

    [Fact]
    public async Task A_key_without_the_scope_is_told_which_one()
    {
        var (_, key) = Make("others:read");

        var reply = await echo.SendAsync(Open.Header("X-Api-Key", key));

        Assert.Equal((403, "forbidden"), (reply.Status, reply.Code));
        Assert.Contains(Scope, (string?)reply.Json["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/v1/echoes/mine")] // for whoever is signed in
    [InlineData("GET", "/v1/echoes")] // for everyone
    [InlineData("PUT", "/v1/echoes/0192f0c1-0000-7000-8000-00000000000a")] // for administrators
    public async Task A_route_that_names_no_scope_is_closed_to_every_key(string method, string path)
    {
        var (_, key) = Make(Scope);
        var ask = new Ask(method, path).Header("X-Api-Key", key);

        var reply = await echo.SendAsync(method == "GET" ? ask : ask.With("{}"));

        Assert.Equal((403, "forbidden"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task A_key_ends_when_it_expires()
    {
        var (_, key) = Make(Scope, echo.Clock.GetUtcNow().AddMinutes(10));
        var ask = Open.Header("X-Api-Key", key);

        Assert.Equal(200, (await echo.SendAsync(ask)).Status);
        echo.Clock.Pass(TimeSpan.FromMinutes(10));
        var after = await echo.SendAsync(ask);

        Assert.Equal((401, "token-expired", "Bearer"), (after.Status, after.Code, after.Headers["WWW-Authenticate"]));
    }

    [Fact]
    public async Task A_key_that_is_not_stored_any_more_is_nobodys()
    {
        var (id, key) = Make(Scope);
        echo.Accounts.Keys.TryRemove(id, out _);

        var reply = await echo.SendAsync(Open.Header("X-Api-Key", key));

        Assert.Equal((401, "unauthenticated"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task The_secret_of_another_key_does_not_open_this_one()
    {
        var (id, _) = Make(Scope);
        var other = _secrets.Issue(id);

        Assert.Equal(401, (await echo.SendAsync(Open.Header("X-Api-Key", other.Text))).Status);
    }

    [Fact]
    public async Task Two_credentials_are_one_too_many()
    {
        var (_, key) = Make(Scope);

        var both = await echo.SendAsync(Closed.By(echo.SignIn()).Header("X-Api-Key", key));
        var twice = await echo.SendRawAsync($"GET /v1/echoes/keyed HTTP/1.1\r\nX-Api-Key: {key}\r\nX-Api-Key: {key}");

        Assert.Equal((400, "invalid-header"), (both.Status, both.Code));
        Assert.Equal(["X-Api-Key duplicate"], both.Errors);
        Assert.StartsWith("HTTP/1.1 400 ", twice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sealed_secret_is_opened_and_its_hash_is_all_that_is_left_of_it()
    {
        var secret = _secrets.Issue(Guid.CreateVersion7());

        Assert.Equal(secret.Text, _secrets.Open(secret.Sealed));
        Assert.True(ApiKeySecrets.IsHashOf(secret.Hash, secret.Text));
        Assert.DoesNotContain(secret.Text["shop_".Length..], secret.Hash + secret.Sealed, StringComparison.Ordinal);
        Assert.Matches("^shop_[A-Za-z0-9_-]{64}$", secret.Text);
    }

    private (Guid Id, string Key) Make(string scope, DateTimeOffset? expiresAt = null)
    {
        var id = Guid.CreateVersion7();
        var secret = _secrets.Issue(id);
        echo.Accounts.Keys[id] = new KnownKey(secret.Hash, [scope], expiresAt);
        return (id, secret.Text);
    }
}
