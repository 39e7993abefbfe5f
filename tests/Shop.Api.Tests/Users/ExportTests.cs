using static Shop.Api.Tests.ShopApplication;

namespace Shop.Api.Tests.Users;

[Collection(SharedApplication.Name)]
public sealed class ExportTests(ShopApplication shop)
{
    [Fact]
    public async Task It_holds_the_user_and_all_its_purchases_as_they_are_read_one_by_one()
    {
        var (customer, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 200));
        var placed = await Task.WhenAll(Enumerable.Range(0, 101).Select(_ =>
            shop.PostAsync("/v1/purchases", customer.Token, Purchase(product))));
        var ids = placed.Select(reply => (string)reply.Json["id"]!).Order(StringComparer.Ordinal);

        var reply = await shop.GetAsync("/v1/users/me/export", customer.Token);

        Assert.Equal((200, "application/json", "no-store"), (reply.Status, reply.Headers["Content-Type"], reply.Headers["Cache-Control"]));
        Assert.Equal(["user", "purchases"], reply.Json.AsObject().Select(field => field.Key));
        Assert.Equal(
            (await shop.GetAsync("/v1/users/me", customer.Token)).Text, reply.Json["user"]!.ToJsonString(), ignoreCase: false);
        Assert.Equal(ids, reply.Json["purchases"]!.AsArray().Select(purchase => (string)purchase!["id"]!));
        Assert.DoesNotContain("assword", reply.Text, StringComparison.Ordinal);
        var last = reply.Json["purchases"]![100]!;
        var read = await shop.GetAsync($"/v1/purchases/{last["id"]}", customer.Token);
        Assert.True(System.Text.Json.Nodes.JsonNode.DeepEquals(read.Json, last), read.Text);
    }

    [Fact]
    public async Task A_user_without_purchases_has_an_empty_list()
    {
        var customer = await shop.CustomerAsync();

        var reply = await shop.GetAsync($"/v1/users/{customer.Id}/export", shop.AdminToken);

        Assert.Equal((200, customer.Email), (reply.Status, (string?)reply.Json["user"]!["email"]));
        Assert.Empty(reply.Json["purchases"]!.AsArray());
    }

    [Fact]
    public async Task Only_the_owner_and_an_admin_find_it()
    {
        var (customer, other) = (await shop.CustomerAsync(), await shop.CustomerAsync());

        Assert.Equal(404, (await shop.GetAsync($"/v1/users/{customer.Id}/export", other.Token)).Status);
        Assert.Equal(404, (await shop.GetAsync($"/v1/users/{Guid.CreateVersion7()}/export", shop.AdminToken)).Status);
        Assert.Equal(401, (await shop.GetAsync($"/v1/users/{customer.Id}/export")).Status);
        Assert.Equal(400, (await shop.GetAsync("/v1/users/me/export?limit=5", customer.Token)).Status);
    }
}
