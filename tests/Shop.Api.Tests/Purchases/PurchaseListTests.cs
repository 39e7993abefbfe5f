using System.Text.Json.Nodes;
using static Shop.Api.Tests.ShopApplication;

namespace Shop.Api.Tests.Purchases;

[Collection(SharedApplication.Name)]
public sealed class PurchaseListTests(ShopApplication shop)
{
    [Theory]
    [InlineData("status=open", "status enum")]
    [InlineData("productId=1", "productId format")]
    [InlineData("createdAfter=yesterday", "createdAfter format")]
    [InlineData("createdBefore=2024-01-01", "createdBefore format")]
    [InlineData("createdBefore=2024-01-01T00:00:00", "createdBefore format")]
    [InlineData("userId=abc", "userId format")]
    [InlineData("sort=total", "sort enum")]
    [InlineData("status=paid&status=paid", "status duplicate")]
    public async Task A_bad_parameter_is_refused_by_name(string query, string error)
    {
        var customer = await shop.CustomerAsync();
        foreach (var token in (string[])[customer.Token, shop.AdminToken])
        {
            var reply = await shop.GetAsync("/v1/purchases?" + query, token);

            Assert.Equal((400, "invalid-parameter"), (reply.Status, reply.Code));
            Assert.Equal([error], reply.Errors);
        }
    }

    [Fact]
    public async Task Filters_narrow_one_s_own_list_on_both_routes()
    {
        var (customer, tea, pot) = (await shop.CustomerAsync(), await shop.ProductAsync(), await shop.ProductAsync());
        var paid = await BuyAsync(customer, tea, "tok_ok");
        var pending = await BuyAsync(customer, pot);
        var at = Uri.EscapeDataString((string)pending["createdAt"]!);

        foreach (var list in (string[])["/v1/purchases", "/v1/users/me/purchases", $"/v1/users/{customer.Id}/purchases"])
        {
            Assert.Equal(Newest(pending, paid), await ListAsync(list, "", customer.Token));
            Assert.Equal(Newest(pending, paid).Reverse(), await ListAsync(list, "sort=createdAt", customer.Token));
            Assert.Equal([Id(paid)], await ListAsync(list, "status=paid", customer.Token));
            Assert.Equal([Id(pending)], await ListAsync(list, "status=pending", customer.Token));
            Assert.Empty(await ListAsync(list, "status=refunded", customer.Token));
            Assert.Equal([Id(paid)], await ListAsync(list, $"productId={tea["id"]}", customer.Token));
            Assert.Empty(await ListAsync(list, $"productId={tea["id"]}&status=pending", customer.Token));
            Assert.DoesNotContain(Id(pending), await ListAsync(list, $"createdAfter={at}", customer.Token));
            Assert.DoesNotContain(Id(pending), await ListAsync(list, $"createdBefore={at}", customer.Token));
            Assert.Equal(Newest(pending, paid), await ListAsync(list, "createdAfter=2020-02-29T00:00:00%2B01:00&createdBefore=9999-12-31T23:59:59.9999999Z", customer.Token));
        }
    }

    [Fact]
    public async Task Another_s_purchases_are_an_admins_to_ask_for()
    {
        var (customer, other, tea) = (await shop.CustomerAsync(), await shop.CustomerAsync(), await shop.ProductAsync());
        var mine = await BuyAsync(customer, tea);
        await BuyAsync(other, tea);

        var foreign = await shop.GetAsync($"/v1/purchases?userId={customer.Id}", other.Token);

        Assert.Equal((403, "forbidden"), (foreign.Status, foreign.Code));
        Assert.Equal([Id(mine)], await ListAsync("/v1/purchases", $"userId={customer.Id}", customer.Token));
        Assert.Equal([Id(mine)], await ListAsync("/v1/purchases", $"userId={customer.Id.ToUpperInvariant()}", shop.AdminToken));
        Assert.Equal(2, (await ListAsync("/v1/purchases", $"productId={tea["id"]}", shop.AdminToken)).Count);
        Assert.Empty(await ListAsync("/v1/purchases", $"userId={Guid.CreateVersion7()}", shop.AdminToken));
        Assert.Equal(["userId unknown_field"], (await shop.GetAsync($"/v1/users/me/purchases?userId={customer.Id}", customer.Token)).Errors);
    }

    private async Task<JsonNode> BuyAsync(Customer customer, JsonNode product, string? payment = null)
    {
        var reply = await shop.PostAsync("/v1/purchases", customer.Token, Purchase(product, 1, payment));
        Assert.Equal(201, reply.Status);
        return reply.Json;
    }

    private async Task<IReadOnlyList<string>> ListAsync(string list, string query, string token)
    {
        var reply = await shop.GetAsync($"{list}?{query}", token);
        Assert.Equal(200, reply.Status);
        return [.. reply.Json["items"]!.AsArray().Select(item => (string)item!["id"]!)];
    }

    // Ids of one millisecond stand in the order of their text.
    private static IEnumerable<string> Newest(params JsonNode[] purchases) => purchases.Select(Id).OrderDescending(StringComparer.Ordinal);

    private static string Id(JsonNode purchase) => (string)purchase["id"]!;
}
