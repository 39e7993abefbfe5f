using System.Text.Json.Nodes;
using Shop.Api.ApiKeys;
using Shop.Testing;
using static Shop.Api.Tests.ShopApplication;

namespace Shop.Api.Tests.ApiKeys;

[Collection(SharedApplication.Name)]
public sealed class ApiKeyEndpointsTests(ShopApplication shop)
{
    private const string Till = """{"name":"Till","scopes":["catalog:read","purchases:write"],"expiresAt":"2099-12-31T00:00:00+01:00"}""";

    [Fact]
    public async Task The_secret_is_shown_once()
    {
        var made = await shop.PostAsync("/v1/api-keys", shop.AdminToken, Till);
        var read = await shop.GetAsync(made.Headers["Location"], shop.AdminToken);
        var list = await shop.GetAsync("/v1/api-keys?limit=100", shop.AdminToken);

        Assert.Equal((201, "\"1\""), (made.Status, made.Headers["ETag"]));
        Assert.Matches("^shop_[A-Za-z0-9_-]{64}$", (string?)made.Json["key"]);
        Assert.Equal("2099-12-30T23:00:00.000Z", (string?)made.Json["expiresAt"]);
        Assert.Null(read.Json["key"]);
        Assert.DoesNotContain((string)made.Json["key"]!, list.Text, StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(read.Json, list.Json["items"]!.AsArray().Single(key => (string?)key!["id"] == (string?)made.Json["id"])));
    }

    [Fact]
    public async Task A_replay_of_the_other_replica_answers_the_same_secret()
    {
        var ask = new Ask("POST", "/v1/api-keys").With(Till).By(shop.AdminToken).Header("Idempotency-Key", Unique("key"));

        var first = await shop.SendAsync(ask);
        var replay = await shop.SendToOtherAsync(ask);

        Assert.Equal((201, "true"), (replay.Status, replay.Headers["Idempotent-Replayed"]));
        Assert.Equal((string?)first.Json["key"], (string?)replay.Json["key"]);
    }

    [Fact]
    public async Task A_key_buys_for_whom_it_names_and_for_nobody_else()
    {
        var key = (string)(await shop.PostAsync("/v1/api-keys", shop.AdminToken, Till)).Json["key"]!;
        var (customer, product) = (await shop.CustomerAsync(), await shop.ProductAsync());
        var order = JsonNode.Parse(Purchase(product))!.AsObject();

        var forNobody = await shop.SendAsync(new Ask("POST", "/v1/purchases").With(order.ToJsonString()).Header("X-Api-Key", key));
        order["userId"] = customer.Id;
        var forCustomer = await shop.SendAsync(new Ask("POST", "/v1/purchases").With(order.ToJsonString()).Header("X-Api-Key", key));

        Assert.Equal((422, "#/userId"), (forNobody.Status, forNobody.Errors[0].Split(' ')[0]));
        Assert.Equal((201, customer.Id), (forCustomer.Status, (string?)forCustomer.Json["userId"]));
    }

    [Fact]
    public async Task When_a_key_was_used_last_is_written_down_later()
    {
        var made = (await shop.PostAsync("/v1/api-keys", shop.AdminToken, Till)).Json;
        Assert.Equal(200, (await shop.SendAsync(new Ask("GET", "/v1/products").Header("X-Api-Key", (string)made["key"]!))).Status);

        await shop.Service<ApiKeyUses>().WriteAsync(CancellationToken.None);

        var read = await shop.GetAsync($"/v1/api-keys/{made["id"]}", shop.AdminToken);
        Assert.NotNull(read.Json["lastUsedAt"]);
    }

    [Theory]
    [InlineData("""{"scopes":["catalog:read"]}""", "#/name required")]
    [InlineData("""{"name":"Till"}""", "#/scopes required")]
    [InlineData("""{"name":"Till","scopes":[]}""", "#/scopes min_length")]
    [InlineData("""{"name":"Till","scopes":["catalog:read","catalog:read"]}""", "#/scopes/1 duplicate")]
    [InlineData("""{"name":"Till","scopes":["catalog:all"]}""", "#/scopes/0 enum")]
    [InlineData("""{"name":"Till","scopes":["catalog:read"],"expiresAt":"2020-01-01T00:00:00Z"}""", "#/expiresAt min")]
    [InlineData("""{"name":"Till","scopes":["catalog:read"],"expiresAt":"tomorrow"}""", "#/expiresAt format")]
    public async Task A_key_against_the_rules_is_not_made(string body, string error)
    {
        var reply = await shop.PostAsync("/v1/api-keys", shop.AdminToken, body);

        Assert.Equal(422, reply.Status);
        Assert.Equal([error], reply.Errors);
    }

    [Fact]
    public async Task Another_version_is_not_revoked_and_a_revoked_key_is_gone()
    {
        var address = (await shop.PostAsync("/v1/api-keys", shop.AdminToken, Till)).Headers["Location"];

        Assert.Equal(412, (await shop.SendAsync("DELETE", address, shop.AdminToken, body: null, ("If-Match", "\"2\""))).Status);
        Assert.Equal(204, (await shop.SendAsync("DELETE", address, shop.AdminToken, body: null, ("If-Match", "\"1\""))).Status);
        Assert.Equal(404, (await shop.GetAsync(address, shop.AdminToken)).Status);
        Assert.Equal(404, (await shop.SendAsync("DELETE", address, shop.AdminToken)).Status);
    }
}
