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

    [Theory]
    [InlineData("/v1/products/{product}/stock/movements", "-sequence")]
    [InlineData("/v1/users/{guest}/purchases", "createdAt")]
    [InlineData("/v1/users/{guest}/purchases?status=cancelled", "-createdAt")]
    [InlineData("/v1/purchases?userId={guest}", "-createdAt")]
    [InlineData("/v1/users?role=customer", "email")]
    public async Task Each_list_is_the_same_by_small_pages_as_by_one(string list, string sort)
    {
        await _scene.FillAsync("{guest}{product}{pending}{paid}{cancelled}{refunded}");
        var path = await _scene.FillAsync(list);
        var address = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}sort={sort}";
        var whole = await _shop.GetAsync($"{address}&limit=100&includeTotal=true", people.Admin);

        var walked = new List<string>();
        for (var next = $"{address}&limit=1"; next is not null && walked.Count < 100;)
        {
            var page = await _shop.GetAsync(next, people.Admin);
            Assert.True(page.Status == 200, page.Text);
            walked.AddRange(Ids(page));
            next = page.Headers.TryGetValue("Link", out var link) ? link[1..link.IndexOf('>', StringComparison.Ordinal)] : null;
        }

        Assert.NotEmpty(walked);
        Assert.Equal(Ids(whole), walked);
        Assert.True((int)whole.Json["totalCount"]! >= walked.Count, whole.Text);
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

    private static string Cursor(Reply reply) => (string)reply.Json["page"]!["nextCursor"]!;

    private static List<string> Ids(Reply reply) => [.. reply.Json["items"]!.AsArray().Select(item => (string)item!["id"]!)];

    private async Task<List<string>> ProductsAsync(int count)
    {
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
        {
            ids.Add(await _scene.ProductAsync(Scene.Product().With("tags", new JsonArray(_tag))));
        }

        return ids;
    }
}
