using System.Text;
using Shop.Testing;

namespace Shop.Contract.Tests.Rights;

/// <summary>Credentials that were stolen, made up, or have ended. What is wrong with a single header is in CredentialsTests.</summary>
[Collection(OneShop.Name)]
public sealed class TokenAttackTests(ShopWithPeople people)
{
    private static readonly Ask Mine = new("GET", "/v1/users/me");
    private static readonly Ask Shelves = new("GET", "/v1/products?limit=1");

    private readonly SellingShop _shop = people.Shop;

    [Fact]
    public async Task A_token_of_another_deployment_is_none_here()
    {
        var now = TimeProvider.System.GetUtcNow();
        var ann = Guid.Parse(people.Ann.Id);
        var ours = await TokenForge.IssueAsync(_shop.Stack.SecretKey, ann, now);
        var theirs = await TokenForge.IssueAsync(new string('k', 32), ann, now);

        Assert.Equal(200, (await _shop.SendAsync(Mine.By(ours))).Status); // so the forge makes real ones
        await RefusedByBothAsync(Mine.By(theirs), "unauthenticated");
    }

    [Fact]
    public async Task A_token_ends_after_a_quarter_of_an_hour()
    {
        var late = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(15);

        await RefusedByBothAsync(Mine.By(await TokenForge.IssueAsync(_shop.Stack.SecretKey, Guid.Parse(people.Ann.Id), late)), "token-expired");
    }

    [Fact]
    public async Task A_token_replayed_after_the_log_out_is_refused_by_both_replicas()
    {
        var guest = await _shop.AccountAsync();
        Assert.Equal(200, (await _shop.SendAsync(Mine.By(guest.Token))).Status);

        Assert.Equal(204, (await _shop.SendAsync(new Ask("POST", "/v1/auth/logout").With($$"""{"refreshToken":"{{guest.RefreshToken}}"}"""))).Status);

        await RefusedByBothAsync(Mine.By(guest.Token), "token-expired");
    }

    [Fact]
    public async Task An_API_key_with_anything_changed_is_no_key()
    {
        var key = await Outsiders.KeyAsync(people, "catalog:read");
        var changed = Enumerable.Range(0, key.Length).Where(at => at % 7 == 0 || at == key.Length - 1)
            .Select(at => new StringBuilder(key) { [at] = key[at] == 'A' ? 'B' : 'A' }.ToString());
        string[] others = [key[..^1], key + "A", key.ToUpperInvariant(), key["shop_".Length..], "shop_", people.Ann.Token, new string('k', 20_000)];

        Assert.Equal(200, (await _shop.SendAsync(Shelves.Header("X-Api-Key", key))).Status);
        foreach (var wrong in changed.Concat(others))
        {
            var reply = await _shop.SendAsync(Shelves.Header("X-Api-Key", wrong));
            Assert.True((reply.Status, reply.Code) == (401, "unauthenticated"), $"{wrong}: {reply.Text}");
        }
    }

    [Fact]
    public async Task An_API_key_is_no_bearer_token()
    {
        var key = await Outsiders.KeyAsync(people, "catalog:read");

        await RefusedByBothAsync(Shelves.By(key), "unauthenticated");
    }

    [Fact]
    public async Task Two_ways_to_sign_in_are_one_too_many()
    {
        var key = await Outsiders.KeyAsync(people, "catalog:read");

        var reply = await _shop.SendAsync(Shelves.Header("X-Api-Key", key).By(people.Admin));

        Assert.Equal((400, "invalid-header"), (reply.Status, reply.Code));
        Assert.Equal(["X-Api-Key duplicate"], reply.Errors);
    }

    [Fact]
    public async Task A_revoked_API_key_is_refused_by_both_replicas_at_once()
    {
        var made = await _shop.SendAsync(new Ask("POST", "/v1/api-keys").With("""{"name":"Till","scopes":["catalog:read"]}""").By(people.Admin));
        var ask = Shelves.Header("X-Api-Key", (string)made.Json["key"]!);
        Assert.Equal(200, (await _shop.SendAsync(ask)).Status);

        Assert.Equal(204, (await _shop.SendAsync(new Ask("DELETE", made.Headers["Location"]).By(people.Admin))).Status);

        await RefusedByBothAsync(ask, "unauthenticated");
    }

    [Fact]
    public async Task An_API_key_ends_when_it_was_said_to()
    {
        var end = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(3);
        var body = $$"""{"name":"Till","scopes":["catalog:read"],"expiresAt":"{{end.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}"}""";
        var made = await _shop.SendAsync(new Ask("POST", "/v1/api-keys").With(body).By(people.Admin));
        Assert.True(made.Status == 201, made.Text);
        var ask = Shelves.Header("X-Api-Key", (string)made.Json["key"]!);

        await Eventually.True(async () => (await _shop.SendAsync(ask)).Status == 401, "the key is refused");

        await RefusedByBothAsync(ask, "token-expired");
    }

    private async Task RefusedByBothAsync(Ask ask, string code)
    {
        foreach (var server in _shop.Stack.Replicas.Append(_shop.Stack.BaseAddress))
        {
            var reply = await _shop.SendAsync(ask, server);
            Assert.Equal((401, code), (reply.Status, reply.Code));
        }
    }
}
