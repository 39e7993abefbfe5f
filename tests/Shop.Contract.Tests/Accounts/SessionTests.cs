using Shop.Testing;
using static Shop.Testing.SellingShop;

namespace Shop.Contract.Tests.Accounts;

[Collection(OneShop.Name)]
public sealed class SessionTests(ShopWithPeople people)
{
    private const string Refresh = """{"refreshToken":"{refresh}"}""";

    private readonly SellingShop _shop = people.Shop;
    private readonly Scene _scene = new(people);

    [Fact]
    public async Task A_log_in_and_a_refresh_answer_with_a_pair_and_the_user()
    {
        var logIn = await _shop.LogInAsync(people.Ann.Email, Password);
        var refresh = await _scene.SendAsync("anonymous", "POST /v1/auth/refresh", Refresh);

        Assert.All([logIn, refresh], reply =>
        {
            Assert.Equal(200, reply.Status);
            Assert.Equal(["accessToken", "tokenType", "expiresIn", "refreshToken", "refreshExpiresIn", "user"], reply.Json.Fields());
            Assert.Equal(("Bearer", 900, 2_592_000),
                ((string?)reply.Json["tokenType"], (int)reply.Json["expiresIn"]!, (int)reply.Json["refreshExpiresIn"]!));
            Assert.Equal(
                ["id", "email", "firstName", "lastName", "role", "status", "createdAt", "updatedAt", "version"],
                reply.Json["user"]!.Fields());
        });
    }

    [Fact]
    public async Task A_refresh_token_used_twice_ends_the_whole_family()
    {
        var next = await _scene.SendAsync("anonymous", "POST /v1/auth/refresh", Refresh);
        var reused = await _scene.SendAsync("anonymous", "POST /v1/auth/refresh", Refresh);
        var child = await RefreshAsync((string)next.Json["refreshToken"]!);

        Assert.Equal((200, 401, "refresh-token-reused"), (next.Status, reused.Status, reused.Code));
        Assert.Equal(401, child.Status);
    }

    [Fact]
    public async Task After_a_log_out_the_refresh_token_is_of_no_use()
    {
        Assert.Equal(204, (await _scene.SendAsync("anonymous", "POST /v1/auth/logout", Refresh)).Status);

        Assert.Equal(401, (await _scene.SendAsync("anonymous", "POST /v1/auth/refresh", Refresh)).Status);
    }

    [Fact]
    public async Task An_unknown_email_and_a_wrong_password_give_the_same_answer()
    {
        var unknown = await _shop.LogInAsync($"{Unique("nobody")}@example.com", "not the password");
        var wrong = await _scene.SendAsync("anonymous", "POST /v1/auth/token",
            await _scene.FillAsync("""{"email":"{mail}","password":"not the password"}"""));

        Assert.Equal((401, "invalid-credentials"), (unknown.Status, unknown.Code));
        Assert.Equal(unknown.Text.Replace(unknown.Headers["X-Request-Id"], "", StringComparison.Ordinal),
            wrong.Text.Replace(wrong.Headers["X-Request-Id"], "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_a_change_only_the_new_password_logs_in()
    {
        await _scene.FillAsync("{guest}");
        var changed = await _scene.SendAsync(
            "owner", "POST /v1/users/me/password",
            """{"currentPassword":"a long enough password","newPassword":"another long password"}""");

        Assert.Equal(204, changed.Status);
        Assert.Equal(401, (await _shop.LogInAsync(_scene.Owner.Email, Password)).Status);
        Assert.Equal(200, (await _shop.LogInAsync(_scene.Owner.Email, "another long password")).Status);
        Assert.Equal(401, (await RefreshAsync(_scene.Owner.RefreshToken)).Status);
    }

    [Fact]
    public async Task The_log_in_throttle_asks_to_wait_also_for_the_right_password()
    {
        await _scene.FillAsync("{guest}");
        for (var failure = 0; failure < 5; failure++)
        {
            await _shop.LogInAsync(_scene.Owner.Email, "not the password");
        }

        var reply = await _shop.LogInAsync(_scene.Owner.Email, Password);

        Assert.Equal((429, "rate-limited"), (reply.Status, reply.Code));
        Assert.InRange(int.Parse(reply.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture), 1, 900);
    }

    private Task<Reply> RefreshAsync(string token) =>
        _shop.SendAsync("POST", "/v1/auth/refresh", null, $$"""{"refreshToken":"{{token}}"}""");
}
