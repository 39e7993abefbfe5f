using System.Text.Json.Nodes;
using Shop.Testing;
using static Shop.Testing.SellingShop;

namespace Shop.Contract.Tests.Lists;

[Collection(OneShop.Name)]
public sealed class ListTests(ShopWithPeople people)
{
    private readonly SellingShop _shop = people.Shop;
    private readonly Scene _scene = new(people);
    private readonly string _tag = Unique("tag");

    [Fact]
    public async Task A_page_has_its_items_its_place_and_a_link_to_the_next()
    {
        var ids = await ProductsAsync(5);
        var path = $"/v1/products?tag={_tag}&limit=2&sort=createdAt&includeTotal=true";

        var pages = new List<Reply> { await _shop.GetAsync(path) };
        while (pages[^1].Headers.TryGetValue("Link", out var link))
        {
            Assert.Matches("^<(/v1/products\\?[^>]+)>; rel=\"next\"$", link);
            pages.Add(await _shop.GetAsync(link[1..link.IndexOf('>', StringComparison.Ordinal)]));
        }

        Assert.All(pages, page => Assert.Equal(["items", "page", "totalCount"], page.Json.Fields()));
        Assert.All(pages, page => Assert.Equal(["limit", "nextCursor"], page.Json["page"]!.Fields()));
        Assert.All(pages, page => Assert.Equal((2, 5), ((int)page.Json["page"]!["limit"]!, (int)page.Json["totalCount"]!)));
        Assert.Equal(ids, pages.SelectMany(Ids));
        Assert.Null(pages[^1].Json["page"]!["nextCursor"]);
    }

    [Fact]
    public async Task Twenty_is_the_usual_page_and_nothing_is_counted_unasked()
    {
        await ProductsAsync(21);

        var reply = await _shop.GetAsync($"/v1/products?tag={_tag}");

        Assert.Equal((20, 20), (Ids(reply).Count, (int)reply.Json["page"]!["limit"]!));
        Assert.Null(reply.Json["totalCount"]);
        Assert.NotNull(reply.Json["page"]!["nextCursor"]);
    }

    [Fact]
    public async Task A_cursor_with_any_one_character_changed_is_refused()
    {
        await ProductsAsync(3);
        var cursor = Cursor(await _shop.GetAsync($"/v1/products?tag={_tag}&limit=1"));

        for (var at = 0; at < cursor.Length; at++)
        {
            var changed = cursor[..at] + (cursor[at] == 'A' ? 'B' : 'A') + cursor[(at + 1)..];
            var reply = await _shop.GetAsync($"/v1/products?tag={_tag}&limit=1&cursor={changed}");
            Assert.True((reply.Status, reply.Code) == (400, "invalid-cursor"), $"character {at}: {reply.Text}");
        }
    }

    [Theory]
    [InlineData("", "tag={tag}&sort=price")]
    [InlineData("", "tag={tag}&sort=createdAt")]
    [InlineData("", "tag={tag}&inStock=true")]
    [InlineData("", "")]
    [InlineData("", "tag={tag}&cursor=")]
    [InlineData("owner", "tag={tag}")]
    [InlineData("admin", "tag={tag}")]
    public async Task A_cursor_is_for_one_list_of_one_caller(string who, string query)
    {
        await ProductsAsync(3);
        var cursor = Cursor(await _shop.GetAsync($"/v1/products?tag={_tag}&limit=1"));
        var filled = query.Replace("{tag}", _tag, StringComparison.Ordinal);

        var reply = await _shop.GetAsync(
            filled.EndsWith('=') ? $"/v1/products?{filled}" : $"/v1/products?{filled}&cursor={cursor}",
            who.Length == 0 ? null : _scene.TokenOf(who));

        Assert.Equal(400, reply.Status);
        Assert.Equal(filled.EndsWith('=') ? "invalid-parameter" : "invalid-cursor", reply.Code);
    }

    [Fact]
    public async Task With_its_cursor_another_limit_goes_on_at_the_same_place()
    {
        var ids = await ProductsAsync(5);
        var cursor = Cursor(await _shop.GetAsync($"/v1/products?tag={_tag}&limit=1&sort=createdAt"));

        var rest = await _shop.GetAsync($"/v1/products?sort=createdAt&limit=100&cursor={cursor}&tag={_tag}");

        Assert.Equal(ids.Skip(1), Ids(rest));
    }

    [Fact]
    public async Task Another_s_cursor_of_purchases_is_refused()
    {
        await _scene.FillAsync("{pending}{paid}");
        var cursor = Cursor(await _scene.SendAsync("owner", "GET /v1/purchases?limit=1"));

        var mine = await _scene.SendAsync("owner", $"GET /v1/purchases?limit=1&cursor={cursor}");
        var other = await _scene.SendAsync("other", $"GET /v1/purchases?limit=1&cursor={cursor}");

        Assert.Equal((200, 400, "invalid-cursor"), (mine.Status, other.Status, other.Code));
    }

    [Fact]
    public async Task Picked_ids_come_in_their_order_without_unknown_ones_and_unpaged()
    {
        var ids = await ProductsAsync(3);
        await _scene.FillAsync("{draft}{nobody}");

        var reply = await _shop.GetAsync(
            $"/v1/products?ids={ids[2]},{_scene["nobody"]},{ids[0].ToUpperInvariant()},{_scene["draft"]},{ids[1]}&limit=1");
        var many = await _shop.GetAsync("/v1/products?ids=" + string.Join(',', Enumerable.Repeat(ids[0], 101)));

        Assert.Equal([ids[2], ids[0], ids[1]], Ids(reply));
        Assert.Null(reply.Json["page"]!["nextCursor"]);
        Assert.Equal((400, "ids format"), (many.Status, Assert.Single(many.Errors)));
    }

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
    [InlineData("sort=name&q=acm%20alph", "alpha")]
    [InlineData("sort=name&q=acme%20beta", "")]
    [InlineData("sort=name&q=lpha", "")]
    public async Task Sorts_and_filters_are_the_contract_s(string query, string names)
    {
        await ProductAsync("Alpha", 200, stock: 0, ("brand", "acme"));
        await ProductAsync("Éclair", 300, stock: 1);
        await ProductAsync("beta", 100, stock: 2, ("categories", new JsonArray("tea")));

        var reply = await _shop.GetAsync($"/v1/products?tag={_tag}&{query}".TrimEnd('&'));

        Assert.True(reply.Status == 200, reply.Text);
        Assert.Equal(names, string.Join(' ', reply.Json["items"]!.AsArray().Select(item => ((string)item!["name"]!).ToLowerInvariant())));
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

        Assert.Equal([_scene.Owner.Id], Ids(byEmail));
        var emails = sorted.Json["items"]!.AsArray().Select(user => (string)user!["email"]!).ToList();
        Assert.Equal(emails.Order(StringComparer.Ordinal), emails);
    }

    private static string Cursor(Reply reply) => (string)reply.Json["page"]!["nextCursor"]!;

    private static List<string> Ids(Reply reply) => Ids(reply.Json["items"]!.AsArray());

    private static List<string> Ids(JsonArray items) => [.. items.Select(item => (string)item!["id"]!)];

    private async Task<JsonArray> ListAsync(string query)
    {
        var reply = await _scene.SendAsync("owner", $"GET /v1/users/me/purchases?{query}");
        Assert.True(reply.Status == 200, reply.Text);
        return reply.Json["items"]!.AsArray();
    }

    private async Task<List<string>> ProductsAsync(int count)
    {
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
        {
            ids.Add(await ProductAsync("Tea pot", 100, stock: 1));
        }

        return ids;
    }

    private Task<string> ProductAsync(string name, int amount, int stock, (string Name, JsonNode Value)? field = null)
    {
        var product = Scene.Product(stock).With("name", name).With("tags", new JsonArray(_tag))
            .With("price", new JsonObject { ["amount"] = amount, ["currency"] = "EUR" });
        return _scene.ProductAsync(field is { } more ? product.With(more.Name, more.Value) : product);
    }
}
