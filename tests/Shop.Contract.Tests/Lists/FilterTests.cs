using System.Text.Json.Nodes;
using static Shop.Testing.SellingShop;

namespace Shop.Contract.Tests.Lists;

/// <summary>Which rows a list has, and in which order.</summary>
[Collection(OneShop.Name)]
public sealed class FilterTests(ShopWithPeople people)
{
    private readonly Scene _scene = new(people);
    private readonly string _tag = Unique("tag");

    [Theory]
    [InlineData("sort=name", "alpha beta éclair")]
    [InlineData("sort=-name", "éclair beta alpha")]
    [InlineData("sort=price", "beta alpha éclair")]
    [InlineData("sort=-price", "éclair alpha beta")]
    [InlineData("sort=createdAt", "alpha éclair beta")]
    [InlineData("", "beta éclair alpha")]
    [InlineData("sort=name&minPrice=200", "alpha éclair")]
    [InlineData("sort=name&maxPrice=200", "alpha beta")]
    [InlineData("sort=name&minPrice=200&maxPrice=200", "alpha")]
    [InlineData("sort=name&minPrice=1&currency=USD", "")]
    [InlineData("sort=name&currency=EUR", "alpha beta éclair")]
    [InlineData("sort=name&inStock=true", "beta éclair")]
    [InlineData("sort=name&inStock=false", "alpha")]
    [InlineData("sort=name&brand=acme", "alpha")]
    [InlineData("sort=name&brand=ac", "")]
    [InlineData("sort=name&category=tea", "beta")]
    [InlineData("sort=name&q=ALP", "alpha")]
    [InlineData("sort=name&q={sku}", "beta")]
    [InlineData("sort=name&q=b%20{sku}", "beta")]
    [InlineData("sort=name&q=acm%20alph", "alpha")]
    [InlineData("sort=name&q=acme%20beta", "")]
    [InlineData("sort=name&q=lpha", "")]
    public async Task Sorts_and_filters_are_the_contract_s(string query, string names)
    {
        await ProductAsync("Alpha", 200, stock: 0, ("brand", "acme"));
        await ProductAsync("Éclair", 300, stock: 1);
        var beta = await ProductAsync("beta", 100, stock: 2, ("categories", new JsonArray("tea")));
        var sku = query.Contains("{sku}", StringComparison.Ordinal) ? await SkuAsync(beta) : "";
        var filled = query.Replace("{sku}", sku, StringComparison.Ordinal);

        var reply = await people.Shop.GetAsync($"/v1/products?tag={_tag}&{filled}".TrimEnd('&'));

        Assert.True(reply.Status == 200, reply.Text);
        Assert.Equal(names, string.Join(' ', reply.Json["items"]!.AsArray().Select(item => ((string)item!["name"]!).ToLowerInvariant())));
    }

    [Theory]
    [InlineData("soldCount", "none few many")]
    [InlineData("-soldCount", "many few none")]
    public async Task What_was_sold_most_is_an_order(string sort, string names)
    {
        await people.Shop.BuyAsync(people.Ann.Token, await ProductAsync("many", 1, stock: 9), 3);
        await ProductAsync("none", 1, stock: 9);
        await people.Shop.BuyAsync(people.Ann.Token, await ProductAsync("few", 1, stock: 9), 2);

        var reply = await people.Shop.GetAsync($"/v1/products?tag={_tag}&sort={sort}");

        Assert.Equal(names, string.Join(' ', reply.Json["items"]!.AsArray().Select(item => (string?)item!["name"])));
    }

    [Fact]
    public async Task A_price_without_a_currency_is_one_in_the_shop_s_own()
    {
        await ProductAsync("euros", 200, stock: 1);
        await ProductAsync("dollars", 200, stock: 1, ("price", new JsonObject { ["amount"] = 200, ["currency"] = "USD" }));

        var unsaid = await people.Shop.GetAsync($"/v1/products?tag={_tag}&minPrice=200&maxPrice=200");
        var dollars = await people.Shop.GetAsync($"/v1/products?tag={_tag}&minPrice=200&maxPrice=200&currency=USD");

        Assert.Equal(["euros"], unsaid.Json["items"]!.AsArray().Select(item => (string?)item!["name"]));
        Assert.Equal(["dollars"], dollars.Json["items"]!.AsArray().Select(item => (string?)item!["name"]));
    }

    [Fact]
    public async Task Purchases_are_filtered_by_status_product_and_time_with_the_ends_left_out()
    {
        await _scene.FillAsync("{guest}{pending}{paid}{cancelled}");
        var times = (await ListAsync("sort=createdAt")).Select(purchase => (string)purchase!["createdAt"]!).ToList();

        Assert.Equal([_scene["pending"], _scene["paid"], _scene["cancelled"]], Ids(await ListAsync("sort=createdAt")));
        Assert.Equal([_scene["cancelled"], _scene["paid"], _scene["pending"]], Ids(await ListAsync("")));
        Assert.Equal([_scene["paid"]], Ids(await ListAsync("status=paid")));
        Assert.Equal(3, (await ListAsync($"productId={_scene["product"]}")).Count);
        Assert.Empty(await ListAsync($"productId={_scene.Owner.Id}"));
        Assert.Equal([_scene["paid"]], Ids(await ListAsync($"createdAfter={times[0]}&createdBefore={times[2]}")));
    }

    [Fact]
    public async Task Users_are_filtered_and_sorted_for_the_admin()
    {
        await _scene.FillAsync("{guest}");

        var byEmail = await _scene.SendAsync("admin", $"GET /v1/users?email={_scene.Owner.Email.ToUpperInvariant()}");
        var sorted = await _scene.SendAsync("admin", "GET /v1/users?sort=email&role=customer&status=active&limit=100");

        Assert.Equal([_scene.Owner.Id], Ids(byEmail.Json["items"]!.AsArray()));
        var emails = sorted.Json["items"]!.AsArray().Select(user => (string)user!["email"]!).ToList();
        Assert.Equal(emails.Order(StringComparer.Ordinal), emails);
    }

    private static List<string> Ids(JsonArray items) => [.. items.Select(item => (string)item!["id"]!)];

    private async Task<string> SkuAsync(string product) => (string)(await people.Shop.GetAsync($"/v1/products/{product}")).Json["sku"]!;

    private async Task<JsonArray> ListAsync(string query)
    {
        var reply = await _scene.SendAsync("owner", $"GET /v1/users/me/purchases?{query}");
        Assert.True(reply.Status == 200, reply.Text);
        return reply.Json["items"]!.AsArray();
    }

    private Task<string> ProductAsync(string name, int amount, int stock, (string Name, JsonNode Value)? field = null)
    {
        var product = Scene.Product(stock).With("name", name).With("tags", new JsonArray(_tag))
            .With("price", new JsonObject { ["amount"] = amount, ["currency"] = "EUR" });
        return _scene.ProductAsync(field is { } more ? product.With(more.Name, more.Value) : product);
    }
}
