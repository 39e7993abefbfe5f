using System.Globalization;
using Shop.Testing;

namespace Shop.Contract.Tests.Rights;

/// <summary>What the shop must not tell: it is used, also wrongly, and then looked for wherever a stranger could look.</summary>
[Collection(OneShop.Name)]
public sealed class SecretsTests(ShopWithPeople people)
{
    private readonly SellingShop _shop = people.Shop;

    [Fact]
    public async Task No_secret_shows_in_logs_metrics_errors_or_the_list_of_processes()
    {
        var (secrets, answers) = await UseAsync();
        var shown = new List<(string Where, string Text)>(answers.Select(answer => ("an answer", answer)));
        shown.AddRange(await Task.WhenAll(_shop.Stack.Nodes.Select(async node => ($"the log of {node}", await _shop.Stack.LogAsync(node)))));
        shown.AddRange(await Task.WhenAll(_shop.Stack.Metrics.Select(async metrics => ("metrics", await TextAsync(metrics)))));
        shown.AddRange(await CommandLinesAsync());

        Assert.Contains(shown, each => each.Where == "the log of api-1" && each.Text.Length > 0);
        Assert.Contains(shown, each => each.Where == "metrics" && each.Text.Contains("shop_", StringComparison.Ordinal));
        Assert.Contains(shown, each => each.Where == "the command line of redis-1" && each.Text.Contains("redis-server", StringComparison.Ordinal));
        foreach (var (name, secret) in secrets)
        {
            Assert.All(shown, each => Assert.False(each.Text.Contains(secret, StringComparison.Ordinal), $"{name} shows in {each.Where}"));
        }
    }

    /// <summary>Signs in with all there is, rightly and wrongly; gives what is secret and what was answered to the wrong tries.</summary>
    private async Task<(IReadOnlyList<(string Name, string Value)> Secrets, IReadOnlyList<string> Answers)> UseAsync()
    {
        var guest = await _shop.AccountAsync();
        var key = await Outsiders.KeyAsync(people, "catalog:read");
        var wrongPassword = "a wrong password that was typed";
        var newPassword = "a new password, long enough";
        Reply[] replies =
        [
            await _shop.LogInAsync(guest.Email, wrongPassword),
            await _shop.SendAsync(new Ask("GET", "/v1/products").Header("X-Api-Key", key)),
            await _shop.SendAsync(new Ask("GET", "/v1/users").Header("X-Api-Key", key)),
            await _shop.SendAsync(new Ask("GET", "/v1/users").By(guest.Token).Header("X-Api-Key", key)),
            await _shop.SendAsync(new Ask("GET", "/v1/users/me").By(guest.Token + "x")),
            await _shop.SendAsync(new Ask("GET", $"/v1/users/me?access_token={guest.Token}&api_key={key}")),
            await _shop.SendAsync(new Ask("POST", "/v1/auth/refresh").With($$"""{"refreshToken":"{{guest.RefreshToken}}","x":1}""")),
            await _shop.SendAsync(new Ask("POST", "/v1/users/me/password").By(guest.Token)
                .With($$"""{"currentPassword":"{{SellingShop.Password}}","newPassword":"{{newPassword}}","{{wrongPassword}}":1}""")),
            await _shop.SendAsync(new Ask("POST", "/v1/users/me/password").By(guest.Token)
                .With($$"""{"currentPassword":"{{SellingShop.Password}}","newPassword":"{{newPassword}}"}""")),
        ];
        return (
        [
            ("SECRET_KEY", _shop.Stack.SecretKey), ("REDIS_PASSWORD", _shop.Stack.RedisPassword), ("SHOP_ADMIN_PASSWORD", _shop.Stack.AdminPassword),
            ("an access token", guest.Token), ("a refresh token", guest.RefreshToken), ("an API key", key), ("a password", SellingShop.Password),
            ("a new password", newPassword), ("the admin's token", people.Admin),
        ],
        [.. replies.Select(reply => reply.Text)]);
    }

    private async Task<IEnumerable<(string Where, string Text)>> CommandLinesAsync() =>
        (await _shop.StatusAsync())["nodes"]!.AsArray().Where(node => node!["pid"] is not null).Select(node => (
            $"the command line of {(string)node!["name"]!}",
            File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{(int)node["pid"]!}/cmdline"))));

    private static async Task<string> TextAsync(Uri address)
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(address);
    }
}
