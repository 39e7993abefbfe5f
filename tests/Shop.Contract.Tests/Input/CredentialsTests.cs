using System.Text;
using Shop.Testing;

namespace Shop.Contract.Tests.Input;

/// <summary>Tokens that are none of the shop's, or no longer.</summary>
[Collection(OneShop.Name)]
public sealed class CredentialsTests(ShopWithPeople people)
{
    private const string Mine = "/v1/users/me";

    public static TheoryData<string> Strangers => new()
    {
        "Basic YW5uOnNlY3JldA==",
        "Bearer",
        "Bearer ",
        "Bearer a b",
        "bearer-token",
        "Bearer " + Unsigned,
        "Bearer {refresh}",
        "Bearer {flipped}",
        "Bearer {cut}",
        "Bearer {token}x",
        "Bearer {long}",
        "Token {token}",
    };

    // {"alg":"none"} of somebody who says to be an admin.
    private static string Unsigned => $"{Base64("""{"alg":"none"}""")}.{Base64("""{"sub":"admin","role":"admin"}""")}.";

    [Theory]
    [MemberData(nameof(Strangers))]
    public Task Whatever_is_no_token_of_the_shop_signs_nobody_in(string header) => Refusal.HoldsAsync(
        new Scene(people), () => AskAsync(Mine, Fill(header)), 401, "unauthenticated", "");

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task Also_where_everyone_may_call(string header)
    {
        var reply = await AskAsync("/v1/products?limit=1", Fill(header));

        Assert.Equal((401, "Bearer"), (reply.Status, reply.Headers["WWW-Authenticate"]));
    }

    [Fact]
    public Task No_token_at_all_signs_nobody_in() =>
        Refusal.HoldsAsync(new Scene(people), "anonymous", "GET " + Mine, "", 401, "unauthenticated", "");

    [Fact]
    public async Task A_token_in_the_URL_signs_nobody_in()
    {
        var reply = await people.Shop.GetAsync($"{Mine}?access_token={Uri.EscapeDataString(people.Ann.Token)}");

        Assert.Equal((401, "unauthenticated"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task The_scheme_is_compared_as_HTTP_says() =>
        Assert.Equal(200, (await AskAsync(Mine, "bearer " + people.Ann.Token)).Status);

    [Fact]
    public async Task Two_credentials_are_one_too_many()
    {
        var credentials = $"Authorization: Bearer {people.Ann.Token}";
        string[] request = [$"GET {Mine} HTTP/1.1", credentials, credentials];

        var throughNginx = await RawHttp.SendAsync(people.Shop.Stack.BaseAddress, request);
        var direct = await RawHttp.SendAsync(people.Shop.Stack.Replicas[0], request);

        Assert.Equal((400, "malformed-request"), (throughNginx.Status, throughNginx.Code)); // to nginx it is no HTTP
        Assert.Equal((400, "invalid-header"), (direct.Status, direct.Code));
    }

    [Theory]
    [InlineData("POST /v1/auth/logout-all", "")]
    [InlineData("POST /v1/users/me/password", """{"currentPassword":"a long enough password","newPassword":"another long password"}""")]
    [InlineData("DELETE /v1/users/me", "")]
    public async Task A_session_that_was_ended_has_ended_on_both_replicas_at_once(string call, string body)
    {
        var scene = new Scene(people);
        await scene.FillAsync("{guest}");
        Assert.Equal(204, (await scene.SendAsync("owner", call, body)).Status);

        foreach (var replica in people.Shop.Stack.Replicas)
        {
            var reply = await people.Shop.SendAsync(new Ask("GET", Mine).By(scene.Owner.Token), replica);
            Assert.Equal((401, "token-expired"), (reply.Status, reply.Code));
        }
    }

    [Theory]
    [InlineData("""{"role":"admin"}""")]
    [InlineData("""{"status":"disabled"}""")]
    public async Task A_change_of_role_or_status_ends_older_tokens(string change)
    {
        var scene = new Scene(people);

        Assert.Equal(200, (await scene.SendAsync("admin", "PATCH /v1/users/{guest}", change)).Status);

        var reply = await scene.SendAsync("owner", "GET " + Mine);
        Assert.Equal((401, "token-expired"), (reply.Status, reply.Code));

        // One admin, as before.
        Assert.Equal(200, (await scene.SendAsync("admin", "PATCH /v1/users/{guest}", """{"role":"customer"}""")).Status);
    }

    private static string Base64(string text) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private Task<Reply> AskAsync(string path, string header) => people.Shop.SendAsync(new Ask("GET", path).Header("Authorization", header));

    private string Fill(string header)
    {
        var token = people.Ann.Token;
        var middle = token.Length / 2;
        return header.Replace("{token}", token, StringComparison.Ordinal)
            .Replace("{refresh}", people.Ann.RefreshToken, StringComparison.Ordinal)
            .Replace("{flipped}", token[..middle] + (token[middle] == 'A' ? 'B' : 'A') + token[(middle + 1)..], StringComparison.Ordinal)
            .Replace("{cut}", token[..^5], StringComparison.Ordinal)
            .Replace("{long}", new string('a', 20 * 1024), StringComparison.Ordinal);
    }
}
