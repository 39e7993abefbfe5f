using System.Text.Json.Nodes;
using Shop.Testing;
using static Shop.Api.Tests.ShopApplication;

namespace Shop.Api.Tests.Products;

[Collection(SharedApplication.Name)]
public sealed class ProductListTests(ShopApplication shop)
{
    private readonly string _category = Unique("c");

    [Theory]
    [InlineData("q=", "q format")]
    [InlineData("q=%20", "q min_length")]
    [InlineData("category=Tea", "category pattern")]
    [InlineData("category=a--b", "category pattern")]
    [InlineData("tag=%2A", "tag pattern")]
    [InlineData("brand=", "brand format")]
    [InlineData("minPrice=1.5", "minPrice type")]
    [InlineData("minPrice=-1", "minPrice min")]
    [InlineData("maxPrice=100000000000", "maxPrice max")]
    [InlineData("minPrice=2&maxPrice=1", "maxPrice min")]
    [InlineData("currency=eur", "currency enum")]
    [InlineData("currency=ZZZ", "currency enum")]
    [InlineData("inStock=1", "inStock type")]
    [InlineData("inStock=TRUE", "inStock type")]
    [InlineData("ids=abc", "ids format")]
    [InlineData("ids=,", "ids format")]
    [InlineData("sort=", "sort format")]
    [InlineData("sort=--price", "sort enum")]
    [InlineData("sort=Price", "sort enum")]
    [InlineData("q=a&q=b", "q duplicate")]
    [InlineData("filter=a", "filter unknown_field")]
    public async Task A_bad_parameter_is_refused_by_name(string query, string error)
    {
        var reply = await shop.GetAsync("/v1/products?" + query);

        Assert.Equal((400, "invalid-parameter"), (reply.Status, reply.Code));
        Assert.Equal([error], reply.Errors);
    }

    [Fact]
    public async Task A_product_reads_the_same_on_a_page_as_alone_and_an_admin_sees_more_of_its_stock()
    {
        var product = await shop.ProductAsync(stock: 4);
        var (alone, page) = ($"/v1/products/{product["id"]}", $"/v1/products?ids={product["id"]}");

        var text = (await shop.GetAsync(alone)).Text;
        var listed = new[] { await shop.GetAsync(page), await shop.GetAsync(page) };
        var seen = await shop.GetAsync(page, shop.AdminToken);

        Assert.All(listed, reply => Assert.Equal(
            "{\"items\":[" + text + "],\"page\":{\"limit\":20,\"nextCursor\":null},\"totalCount\":null}", reply.Text));
        Assert.Equal("""{"onHand":4,"reserved":0,"available":4}""", seen.Json["items"]![0]!["stock"]!.ToJsonString());
    }

    [Fact]
    public async Task Text_and_ids_have_their_limits()
    {
        var ids = Enumerable.Range(0, 101).Select(_ => Guid.CreateVersion7()).ToList();

        Assert.Equal(["q max_length"], (await shop.GetAsync("/v1/products?q=" + new string('a', 201))).Errors);
        Assert.Equal(200, (await shop.GetAsync("/v1/products?q=" + Uri.EscapeDataString(new string('ä', 200)))).Status);
        Assert.Equal(["brand max_length"], (await shop.GetAsync("/v1/products?brand=" + new string('a', 101))).Errors);
        Assert.Equal(["category max_length"], (await shop.GetAsync("/v1/products?category=" + new string('a', 65))).Errors);
        Assert.Equal(["ids format"], (await shop.GetAsync("/v1/products?ids=" + string.Join(',', ids))).Errors);
        Assert.Equal(200, (await shop.GetAsync("/v1/products?ids=" + string.Join(',', ids.Take(100)))).Status);
    }

    [Theory]
    [InlineData("@name:{*}")]
    [InlineData("*")]
    [InlineData("(((")]
    [InlineData("%\" | -x")]
    [InlineData("a\\b")]
    public async Task A_search_is_plain_text(string text)
    {
        var reply = await shop.GetAsync("/v1/products?q=" + Uri.EscapeDataString(text));

        Assert.Equal(200, reply.Status);
        Assert.True(text is not ("*" or "(((") || Ids(reply).Count == 0);
    }

    [Fact]
    public async Task Each_filter_narrows_the_list()
    {
        var pot = await MakeAsync("Steel Pot", 500, brand: "Acme", tag: "kitchen", stock: 1);
        var pan = await MakeAsync("Iron Pan", 900, brand: "acme Two");
        var yen = await MakeAsync("Steel Lid", 900, currency: "JPY", stock: 2);

        Assert.Equal(Newest(yen, pan, pot), await ListAsync(""));
        Assert.Equal(Newest(yen, pot), await ListAsync("q=STEEL"));
        Assert.Equal([pot], await ListAsync("q=acme+po"));
        Assert.Equal([pot], await ListAsync("tag=kitchen"));
        Assert.Equal([pot], await ListAsync("brand=aCmE"));
        Assert.Equal([pan], await ListAsync("minPrice=501"));
        Assert.Equal(Newest(pan, pot), await ListAsync("minPrice=500&maxPrice=900"));
        Assert.Equal([pot], await ListAsync("maxPrice=500"));
        Assert.Equal([yen], await ListAsync("maxPrice=900&currency=JPY"));
        Assert.Equal([yen], await ListAsync("currency=JPY"));
        Assert.Equal(Newest(yen, pot), await ListAsync("inStock=true"));
        Assert.Equal([pan], await ListAsync("inStock=false"));
        Assert.Equal([yen], await ListAsync("q=steel&inStock=true&minPrice=1&currency=JPY"));
        Assert.Empty(await ListAsync("q=steel&tag=none"));
    }

    [Fact]
    public async Task Each_sort_orders_the_list()
    {
        var b = await MakeAsync("Bowl", 200, stock: 5);
        var a = await MakeAsync("apron", 300, stock: 5);
        var c = await MakeAsync("cup", 100);
        var customer = await shop.CustomerAsync();
        var product = (await shop.GetAsync($"/v1/products/{a}")).Json;
        Assert.Equal(201, (await shop.PostAsync("/v1/purchases", customer.Token, Purchase(product, 2, "tok_ok"))).Status);

        Assert.Equal(Newest(c, a, b), await ListAsync(""));
        Assert.Equal(Newest(b, a, c).Reverse(), await ListAsync("sort=createdAt"));
        Assert.Equal([c, b, a], await ListAsync("sort=price"));
        Assert.Equal([a, b, c], await ListAsync("sort=-price"));
        Assert.Equal([a, b, c], await ListAsync("sort=name"));
        Assert.Equal([c, b, a], await ListAsync("sort=-name"));
        Assert.Equal([b, c, a], await ListAsync("sort=soldCount"));
        Assert.Equal([a, c, b], await ListAsync("sort=-soldCount"));
    }

    [Theory]
    [InlineData("sort=name")]
    [InlineData("sort=-price")]
    [InlineData("sort=-soldCount")]
    public async Task A_walk_by_links_sees_each_product_once_and_counts_them(string sort)
    {
        var made = new HashSet<string>();
        for (var n = 0; n < 7; n++)
        {
            made.Add(await MakeAsync($"Ünï {n % 2}", 5));
        }

        var seen = new List<string>();
        var path = $"/v1/products?category={_category}&limit=2&includeTotal=true&{sort}";
        while (path is not null)
        {
            var page = await shop.GetAsync(path);
            Assert.Equal(7, (int)page.Json["totalCount"]!);
            seen.AddRange(Ids(page));
            path = page.Headers.TryGetValue("Link", out var link) ? link.Split('<', '>')[1] : null;
        }

        Assert.Equal(7, seen.Count);
        Assert.Equal(made, seen.ToHashSet());
    }

    [Fact]
    public async Task A_cursor_is_good_for_its_filters_and_its_sort_alone()
    {
        await MakeAsync("a", 1);
        await MakeAsync("b", 1);
        var list = $"/v1/products?category={_category}&limit=1";
        var cursor = (string)(await shop.GetAsync(list + "&sort=name")).Json["page"]!["nextCursor"]!;

        Assert.Equal(200, (await shop.GetAsync($"{list}&sort=name&cursor={cursor}")).Status);
        foreach (var other in (string[])[$"{list}&sort=-name", $"{list}&sort=name&q=a", "/v1/products?limit=1&sort=name", $"{list}&sort=name&inStock=true"])
        {
            Assert.Equal("invalid-cursor", (await shop.GetAsync($"{other}&cursor={cursor}")).Code);
        }

        Assert.Equal("invalid-cursor", (await shop.GetAsync($"{list}&sort=name&cursor={cursor}", shop.AdminToken)).Code);
    }

    [Fact]
    public async Task The_status_is_for_admins_to_ask()
    {
        var active = await MakeAsync("a", 1);
        var draft = await MakeAsync("b", 1, status: "draft");
        var archived = await MakeAsync("c", 1);
        await shop.SendAsync("DELETE", $"/v1/products/{archived}", shop.AdminToken);
        var customer = await shop.CustomerAsync();

        Assert.Equal((403, "forbidden"), await AskAsync("status=active", customer.Token));
        Assert.Equal((403, "forbidden"), await AskAsync("status=active", null));
        Assert.Equal((403, "forbidden"), await AskAsync("status=nonsense&limit=0", customer.Token));
        Assert.Equal((400, "invalid-parameter"), await AskAsync("status=nonsense", shop.AdminToken));
        Assert.Equal([active], await ListAsync("", customer.Token));
        Assert.Equal(Newest(archived, draft, active), await ListAsync("", shop.AdminToken));
        Assert.Equal([draft], await ListAsync("status=draft", shop.AdminToken));
        Assert.Equal([archived], await ListAsync("status=archived&sort=name", shop.AdminToken));
        Assert.Equal([active], await ListAsync("status=active", shop.AdminToken));

        async Task<(int, string?)> AskAsync(string query, string? token)
        {
            var reply = await shop.GetAsync("/v1/products?" + query, token);
            return (reply.Status, reply.Code);
        }
    }

    [Fact]
    public async Task Ids_come_back_in_the_order_given_on_one_page()
    {
        var (one, two, draft) = (await MakeAsync("a", 1), await MakeAsync("b", 1), await MakeAsync("c", 1, status: "draft"));
        var ids = string.Join(',', two.ToUpperInvariant(), Guid.CreateVersion7(), draft, one, two);

        var reply = await shop.GetAsync($"/v1/products?ids={ids}&limit=1&includeTotal=true");

        Assert.Equal([two, one], Ids(reply));
        Assert.Equal((2, null), ((int)reply.Json["totalCount"]!, (string?)reply.Json["page"]!["nextCursor"]));
        Assert.Equal([two, draft, one], Ids(await shop.GetAsync($"/v1/products?ids={ids}", shop.AdminToken)));
        Assert.Equal([one], Ids(await shop.GetAsync($"/v1/products?ids={ids}&q=a")));
    }

    [Fact]
    public async Task Categories_show_what_is_active()
    {
        await MakeAsync("a", 1);
        await MakeAsync("b", 1);
        await MakeAsync("c", 1, status: "draft");

        var reply = await shop.GetAsync("/v1/categories");

        var mine = reply.Json["items"]!.AsArray().Single(item => (string)item!["slug"]! == _category)!;
        Assert.Equal($$"""{"slug":"{{_category}}","productCount":2}""", mine.ToJsonString());
        Assert.Equal("no-cache", reply.Headers["Cache-Control"]);
        Assert.Equal(["limit unknown_field"], (await shop.GetAsync("/v1/categories?limit=1")).Errors);
    }

    // Ids of one millisecond stand in the order of their text.
    private static IEnumerable<string> Newest(params string[] ids) => ids.OrderDescending(StringComparer.Ordinal);

    private async Task<string> MakeAsync(
        string name, long amount, string currency = "EUR", string? brand = null, string? tag = null, long stock = 0, string status = "active")
    {
        var body = JsonNode.Parse(Product(stock, amount, status))!;
        body["name"] = name;
        body["price"]!["currency"] = currency;
        body["brand"] = brand;
        body["categories"] = new JsonArray(_category);
        body["tags"] = tag is null ? [] : new JsonArray(tag);
        var created = await shop.PostAsync("/v1/products", shop.AdminToken, body.ToJsonString());
        Assert.Equal(201, created.Status);
        return (string)created.Json["id"]!;
    }

    private async Task<IReadOnlyList<string>> ListAsync(string query, string? token = null)
    {
        var reply = await shop.GetAsync($"/v1/products?category={_category}&{query}", token);
        Assert.Equal(200, reply.Status);
        return Ids(reply);
    }

    private static IReadOnlyList<string> Ids(Reply reply) => [.. reply.Json["items"]!.AsArray().Select(item => (string)item!["id"]!)];
}
