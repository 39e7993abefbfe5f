using System.Text.Json.Nodes;
using Shop.Testing;
using static Shop.Api.Tests.ShopApplication;

namespace Shop.Api.Tests.Users;

[Collection(SharedApplication.Name)]
public sealed class PasswordChangeTests(ShopApplication shop)
{
    private const string NewPassword = "another long enough password";

    [Fact]
    public async Task The_owner_changes_it_and_every_token_ends()
    {
        var customer = await shop.CustomerAsync();
        var (login, elsewhere) = (await Login.AsAsync(shop, customer), await Login.AsAsync(shop, customer));

        var reply = await ChangeAsync("me", login.AccessToken, Password);

        Assert.Equal((204, "replicas=2", ""), (reply.Status, reply.Headers["Durability"], reply.Text));
        await login.AssertEndedAsync();
        await elsewhere.AssertEndedAsync();
        Assert.Equal(401, (await shop.LogInAsync(customer.Email, Password)).Status);
        Assert.Equal(200, (await shop.LogInAsync(customer.Email, NewPassword)).Status);
    }

    [Fact]
    public async Task An_admin_needs_no_present_password_for_others_but_one_that_is_sent_is_checked()
    {
        var customer = await shop.CustomerAsync();

        var wrong = await ChangeAsync(customer.Id, shop.AdminToken, "not the password");
        var good = await ChangeAsync(customer.Id, shop.AdminToken, current: null);
        var own = await ChangeAsync("me", shop.AdminToken, current: null);

        Assert.Equal((403, "wrong-password"), (wrong.Status, wrong.Code));
        Assert.Equal(204, good.Status);
        Assert.Equal(["#/currentPassword required"], own.Errors);
        Assert.Equal(200, (await shop.LogInAsync(customer.Email, NewPassword)).Status);
    }

    [Fact]
    public async Task A_wrong_present_password_changes_nothing_and_counts_as_at_log_in()
    {
        var customer = await shop.CustomerAsync();
        for (var i = 0; i < 5; i++)
        {
            var wrong = await ChangeAsync("me", customer.Token, "not the password");
            Assert.Equal((403, "wrong-password"), (wrong.Status, wrong.Code));
        }

        var throttled = await ChangeAsync("me", customer.Token, Password);
        var login = await shop.LogInAsync(customer.Email, Password);

        Assert.Equal((429, "rate-limited"), (throttled.Status, throttled.Code));
        Assert.Equal(429, login.Status);
        Assert.Equal(200, (await shop.GetAsync("/v1/users/me", customer.Token)).Status);
    }

    [Fact]
    public async Task All_violations_come_in_one_answer()
    {
        var customer = await shop.CustomerAsync();

        var both = await shop.PostAsync("/v1/users/me/password", customer.Token, """{"newPassword":"short"}""");
        var common = await ChangeAsync("me", customer.Token, Password, "password1234");
        var email = await ChangeAsync("me", customer.Token, Password, customer.Email.ToUpperInvariant());
        var missing = await shop.PostAsync("/v1/users/me/password", customer.Token, $$"""{"currentPassword":"{{Password}}"}""");
        var unknown = await shop.PostAsync("/v1/users/me/password", customer.Token, """{"password":"a"}""");

        Assert.Equal(["#/currentPassword required", "#/newPassword min_length"], both.Errors);
        Assert.Equal(["#/newPassword common_password"], common.Errors);
        Assert.Equal(["#/newPassword common_password"], email.Errors);
        Assert.Equal(["#/newPassword required"], missing.Errors);
        Assert.Equal((400, "malformed-request"), (unknown.Status, unknown.Code));
    }

    [Fact]
    public async Task Only_the_owner_and_an_admin_find_it()
    {
        var (customer, other) = (await shop.CustomerAsync(), await shop.CustomerAsync());

        Assert.Equal(404, (await ChangeAsync(customer.Id, other.Token, Password)).Status);
        Assert.Equal(404, (await ChangeAsync(Guid.CreateVersion7().ToString(), shop.AdminToken, current: null)).Status);
        Assert.Equal(404, (await ChangeAsync("123", shop.AdminToken, current: null)).Status);
        Assert.Equal(401, (await ChangeAsync(customer.Id, null, Password)).Status);
    }

    [Fact]
    public async Task A_stale_version_is_refused_before_a_broken_rule()
    {
        var customer = await shop.CustomerAsync();

        var stale = await ChangeAsync("me", customer.Token, Password, NewPassword, ("If-Match", "\"9\""));
        var both = await ChangeAsync("me", customer.Token, Password, "short", ("If-Match", "\"9\""));
        var good = await ChangeAsync("me", customer.Token, Password, NewPassword, ("If-Match", "\"1\""));

        Assert.Equal((412, 1), (stale.Status, (int)stale.Json["currentVersion"]!));
        Assert.Equal(412, both.Status);
        Assert.Equal(204, good.Status);
    }

    [Fact]
    public async Task A_replay_answers_the_same_and_another_guess_under_the_key_is_told_nothing()
    {
        var customer = await shop.CustomerAsync();
        var key = ("Idempotency-Key", Unique("key"));
        var first = await ChangeAsync("me", customer.Token, Password, NewPassword, key);
        var login = await Login.AsAsync(shop, customer, NewPassword);

        var replayed = await ChangeAsync("me", login.AccessToken, Password, NewPassword, key);
        var reused = await ChangeAsync("me", login.AccessToken, "not the password", NewPassword, key);

        Assert.Equal((204, 204, "true"), (first.Status, replayed.Status, replayed.Headers["Idempotent-Replayed"]));
        Assert.Equal((422, "idempotency-key-reused"), (reused.Status, reused.Code));
        Assert.Equal(200, (await shop.GetAsync("/v1/users/me", login.AccessToken)).Status);
    }

    private Task<Reply> ChangeAsync(
        string user, string? token, string? current, string next = NewPassword, params (string, string)[] headers)
    {
        var body = new JsonObject { ["newPassword"] = next };
        if (current is not null)
        {
            body["currentPassword"] = current;
        }

        return shop.PostAsync($"/v1/users/{user}/password", token, body.ToJsonString(), headers);
    }
}
