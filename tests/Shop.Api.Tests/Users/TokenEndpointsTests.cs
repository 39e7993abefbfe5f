using Shop.Testing;
using static Shop.Api.Tests.ShopApplication;

namespace Shop.Api.Tests.Users;

[Collection(SharedApplication.Name)]
public sealed class TokenEndpointsTests(ShopApplication shop)
{
    [Fact]
    public async Task A_refresh_answers_as_a_log_in_with_another_pair()
    {
        var customer = await shop.CustomerAsync();
        var login = await Login.AsAsync(shop, customer);

        var reply = await login.RefreshAsync();

        Assert.Equal((200, "replicas=2", "no-store"), (reply.Status, reply.Headers["Durability"], reply.Headers["Cache-Control"]));
        Assert.Equal(
            ["accessToken", "tokenType", "expiresIn", "refreshToken", "refreshExpiresIn", "user"],
            reply.Json.AsObject().Select(field => field.Key));
        Assert.Equal((900, 2592000), ((int)reply.Json["expiresIn"]!, (int)reply.Json["refreshExpiresIn"]!));
        Assert.Equal(customer.Id, (string?)reply.Json["user"]!["id"]);
        var next = Login.Of(shop, reply);
        Assert.NotEqual(login.RefreshToken, next.RefreshToken, StringComparer.Ordinal);
        Assert.Equal(200, (await shop.GetAsync("/v1/users/me", next.AccessToken)).Status);
    }

    [Fact]
    public async Task A_second_use_ends_the_whole_family()
    {
        var customer = await shop.CustomerAsync();
        var (first, elsewhere) = (await Login.AsAsync(shop, customer), await Login.AsAsync(shop, customer));
        var second = await first.RefreshedAsync();

        var reused = await first.RefreshAsync();
        var newest = await second.RefreshAsync();
        var access = await shop.GetAsync("/v1/users/me", second.AccessToken);

        Assert.Equal((401, "refresh-token-reused", "Bearer"), (reused.Status, reused.Code, reused.Headers["WWW-Authenticate"]));
        Assert.Equal((401, "refresh-token-reused"), (newest.Status, newest.Code));
        Assert.Equal((401, "token-expired"), (access.Status, access.Code));
        await elsewhere.RefreshedAsync();
    }

    [Fact]
    public async Task Of_20_parallel_uses_one_gets_a_pair_and_the_rest_end_the_family()
    {
        var login = await Login.AsAsync(shop, await shop.CustomerAsync());

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => login.RefreshAsync()));

        var pair = Login.Of(shop, Assert.Single(replies, reply => reply.Status == 200));
        Assert.Equal(19, replies.Count(reply => reply.Code == "refresh-token-reused"));
        Assert.Equal("refresh-token-reused", (await pair.RefreshAsync()).Code);
    }

    [Theory]
    [InlineData("/v1/auth/refresh")]
    [InlineData("/v1/auth/token")]
    public async Task A_call_that_was_handed_on_answers_the_same_pair_again(string path)
    {
        var customer = await shop.CustomerAsync();
        var login = await Login.AsAsync(shop, customer);
        var body = path.EndsWith("token", StringComparison.Ordinal)
            ? $$"""{"email":"{{customer.Email}}","password":"{{Password}}"}"""
            : $$"""{"refreshToken":"{{login.RefreshToken}}"}""";
        var ask = new Ask("POST", path).With(body).Header("X-Operation-Id", Unique("op"));

        var first = await shop.SendAsync(ask);
        var handedOn = await shop.SendToOtherAsync(ask);

        Assert.Equal((200, first.Text), (handedOn.Status, handedOn.Text));
        Assert.DoesNotContain("Idempotent-Replayed", handedOn.Headers.Keys);
        Assert.Equal(200, (await Login.Of(shop, first).RefreshAsync()).Status);
    }

    [Fact]
    public async Task The_clients_key_is_not_looked_at()
    {
        var login = await Login.AsAsync(shop, await shop.CustomerAsync());
        var key = ("Idempotency-Key", Unique("key"));

        Assert.Equal(200, (await login.RefreshAsync(key)).Status);
        Assert.Equal("refresh-token-reused", (await login.RefreshAsync(key)).Code);
    }

    [Fact]
    public async Task An_ended_access_token_is_no_obstacle_to_a_new_one()
    {
        var login = await Login.AsAsync(shop, await shop.CustomerAsync());
        var ended = ("Authorization", "Bearer nonsense");

        var refreshed = await login.RefreshAsync(ended);
        var loggedOut = await shop.SendAsync(Login.Call("/v1/auth/logout", login.RefreshToken, ended));

        Assert.Equal((200, 204), (refreshed.Status, loggedOut.Status));
    }

    [Fact]
    public async Task What_was_never_issued_is_unauthenticated_and_ends_nothing()
    {
        var login = await Login.AsAsync(shop, await shop.CustomerAsync());
        var middle = login.RefreshToken.Length / 2;
        var changed = login.RefreshToken[..middle] + (login.RefreshToken[middle] == 'A' ? 'B' : 'A') + login.RefreshToken[(middle + 1)..];

        string[] others = [login.RefreshToken[..^1], login.RefreshToken + "A", login.AccessToken, "", "🫖", new string('A', 108)];

        foreach (var token in others.Prepend(changed))
        {
            var refreshed = await shop.SendAsync(Login.Call("/v1/auth/refresh", token));
            var loggedOut = await shop.SendAsync(Login.Call("/v1/auth/logout", token));

            Assert.Equal((401, "unauthenticated", 204), (refreshed.Status, refreshed.Code, loggedOut.Status));
        }

        var asBearer = await shop.GetAsync("/v1/users/me", login.RefreshToken);
        Assert.Equal((401, "unauthenticated"), (asBearer.Status, asBearer.Code));
        await login.RefreshedAsync();
    }

    [Theory]
    [InlineData("""{}""", 422, "#/refreshToken required")]
    [InlineData("""{"refreshToken":null}""", 422, "#/refreshToken required")]
    [InlineData("""{"refreshToken":1}""", 400, "#/refreshToken type")]
    [InlineData("""{"refreshToken":"a","more":1}""", 400, "#/more unknown_field")]
    public async Task A_body_without_a_token_is_refused(string body, int status, string error)
    {
        foreach (var path in new[] { "/v1/auth/refresh", "/v1/auth/logout" })
        {
            var reply = await shop.PostAsync(path, null, body);

            Assert.Equal(status, reply.Status);
            Assert.Equal([error], reply.Errors);
        }
    }

    [Fact]
    public async Task A_log_out_ends_its_session_and_no_other()
    {
        var customer = await shop.CustomerAsync();
        var (login, elsewhere) = (await Login.AsAsync(shop, customer), await Login.AsAsync(shop, customer));

        Assert.Equal(204, (await login.LogOutAsync()).Status);
        Assert.Equal(204, (await login.LogOutAsync()).Status);

        await login.AssertEndedAsync();
        Assert.Equal(200, (await shop.GetAsync("/v1/users/me", elsewhere.AccessToken)).Status);
    }

    [Fact]
    public async Task A_log_out_everywhere_ends_every_session_on_both_replicas()
    {
        var customer = await shop.CustomerAsync();
        var (one, other) = (await Login.AsAsync(shop, customer), await Login.AsAsync(shop, customer));

        var reply = await shop.SendAsync("POST", "/v1/auth/logout-all", one.AccessToken);
        var anonymous = await shop.SendAsync("POST", "/v1/auth/logout-all", token: null);

        Assert.Equal((204, "replicas=2"), (reply.Status, reply.Headers["Durability"]));
        Assert.Equal((401, "unauthenticated"), (anonymous.Status, anonymous.Code));
        await one.AssertEndedAsync();
        await other.AssertEndedAsync();
        Assert.Equal("token-expired", (await shop.SendToOtherAsync(new Ask("GET", "/v1/users/me").By(other.AccessToken))).Code);
        Assert.Equal(200, (await shop.LogInAsync(customer.Email, Password)).Status);
    }

    [Fact]
    public async Task A_disabled_user_s_session_is_not_refreshed()
    {
        var customer = await shop.CustomerAsync();
        var login = await Login.AsAsync(shop, customer);
        var body = $$"""{"email":"{{customer.Email}}","firstName":"Ann","lastName":"Lee","status":"disabled"}""";

        await shop.SendAsync("PUT", $"/v1/users/{customer.Id}", shop.AdminToken, body);

        await login.AssertEndedAsync();
    }

    [Fact]
    public async Task During_a_rotation_the_new_replica_reads_what_the_old_one_made()
    {
        var customer = await shop.CustomerAsync();
        var login = await Login.AsAsync(shop, customer);
        var ask = new Ask("POST", "/v1/purchases").By(login.AccessToken).With(Purchase(await shop.ProductAsync()))
            .Header("Idempotency-Key", Unique("key"));
        var used = await login.RefreshedAsync();

        var first = await shop.SendAsync(ask);
        var replayed = await shop.SendToOtherAsync(ask);
        var list = await shop.SendToOtherAsync(new Ask("GET", "/v1/users/me").By(login.AccessToken));
        var refreshed = await shop.SendToOtherAsync(Login.Call("/v1/auth/refresh", used.RefreshToken));
        var reused = await shop.SendToOtherAsync(Login.Call("/v1/auth/refresh", login.RefreshToken));

        Assert.Equal((201, 201, first.Text), (first.Status, replayed.Status, replayed.Text));
        Assert.Equal("true", replayed.Headers["Idempotent-Replayed"]);
        Assert.Equal((200, 200), (list.Status, refreshed.Status));
        Assert.Equal("refresh-token-reused", reused.Code);
    }
}
