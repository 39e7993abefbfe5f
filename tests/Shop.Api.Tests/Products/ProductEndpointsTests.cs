using System.Text.Json.Nodes;
using static Shop.Api.Tests.ShopApplication;

namespace Shop.Api.Tests.Products;

[Collection(SharedApplication.Name)]
public sealed class ProductEndpointsTests(ShopApplication shop)
{
    [Fact]
    public async Task A_product_comes_back_as_it_was_sent_with_defaults_for_the_rest()
    {
        var sku = Unique("Sku");
        const string attributes = """{"material":"steel","Size_1.a-b":"XL"}""";
        var body = $$"""
            {"sku":"{{sku}}","name":" Cafe\u0301 ","description":"two\nlines","price":{"amount":99999999999,"currency":"JPY"},
             "categories":["tea-pots"],"images":[{"url":"https://example.com/a.png"}],"attributes":{{attributes}},
             "manufacturedOn":"2024-02-29","initialStock":3}
            """;

        var reply = await shop.PostAsync("/v1/products", shop.AdminToken, body);

        Assert.Equal(201, reply.Status);
        var product = reply.Json;
        Assert.Equal((sku.ToUpperInvariant(), "Café", "two\nlines", null), ((string?)product["sku"], (string?)product["name"], (string?)product["description"], (string?)product["brand"]));
        Assert.Equal("""{"amount":99999999999,"currency":"JPY"}""", product["price"]!.ToJsonString());
        Assert.Equal("[]", product["tags"]!.ToJsonString());
        Assert.Equal("""[{"url":"https://example.com/a.png","alt":null}]""", product["images"]!.ToJsonString());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(attributes), product["attributes"]));
        Assert.Equal(("2024-02-29", 100, "active"), ((string?)product["manufacturedOn"], (int)product["maxPerPurchase"]!, (string?)product["status"]));
        Assert.Equal("""{"onHand":3,"reserved":0,"available":3}""", product["stock"]!.ToJsonString());
        Assert.Equal($"/v1/products/{product["id"]}", reply.Headers["Location"]);
        Assert.Equal(reply.Text, (await shop.GetAsync(reply.Headers["Location"], shop.AdminToken)).Text);
    }

    [Fact]
    public async Task A_customer_sees_what_is_available_and_no_more()
    {
        var product = await shop.ProductAsync(stock: 4);

        var reply = await shop.GetAsync($"/v1/products/{product["id"]}");

        Assert.Equal("""{"available":4}""", reply.Json["stock"]!.ToJsonString());
        Assert.Equal("no-cache", reply.Headers["Cache-Control"]);
        Assert.Equal("no-cache, private", (await shop.GetAsync($"/v1/products/{product["id"]}", shop.AdminToken)).Headers["Cache-Control"]);
    }

    [Fact]
    public async Task A_sku_finds_its_product_in_any_case_and_is_taken_once()
    {
        var product = await shop.ProductAsync();
        var sku = (string)product["sku"]!;

        var found = await shop.GetAsync($"/v1/products/by-sku/{sku.ToLowerInvariant()}");
        var taken = await shop.PostAsync("/v1/products", shop.AdminToken, Product(sku: sku));

        Assert.Equal((string?)product["id"], (string?)found.Json["id"]);
        Assert.Equal((409, "sku-taken"), (taken.Status, taken.Code));
    }

    [Theory]
    [InlineData("""{"sku":"A","name":"B"}""", "#/price required")]
    [InlineData("""{"sku":"A","name":"B","price":{"amount":1}}""", "#/price/currency required")]
    [InlineData("""{"sku":"A","name":"B","price":{"amount":1,"currency":"eur"}}""", "#/price/currency enum")]
    [InlineData("""{"sku":"A","name":"B","price":{"amount":-1,"currency":"EUR"}}""", "#/price/amount min")]
    [InlineData("""{"sku":"A","name":"B","price":{"amount":100000000000,"currency":"EUR"}}""", "#/price/amount max")]
    [InlineData("""{"sku":"-A","name":"B","price":{"amount":1,"currency":"EUR"}}""", "#/sku pattern")]
    [InlineData("""{"sku":"A","name":" ","price":{"amount":1,"currency":"EUR"}}""", "#/name min_length")]
    [InlineData("""{"sku":"A","name":"a\u202eb","price":{"amount":1,"currency":"EUR"}}""", "#/name forbidden_chars")]
    [InlineData("""{"sku":"A","name":"B","price":{"amount":1,"currency":"EUR"},"tags":["a","a"]}""", "#/tags/1 duplicate")]
    [InlineData("""{"sku":"A","name":"B","price":{"amount":1,"currency":"EUR"},"categories":["A"]}""", "#/categories/0 pattern")]
    [InlineData("""{"sku":"A","name":"B","price":{"amount":1,"currency":"EUR"},"images":[{"url":"http://a.b/c"}]}""", "#/images/0/url format")]
    [InlineData("""{"sku":"A","name":"B","price":{"amount":1,"currency":"EUR"},"images":[{"url":"https://u:p@a.b/c"}]}""", "#/images/0/url format")]
    [InlineData("""{"sku":"A","name":"B","price":{"amount":1,"currency":"EUR"},"attributes":{"1a":"x"}}""", "#/attributes/1a pattern")]
    [InlineData("""{"sku":"A","name":"B","price":{"amount":1,"currency":"EUR"},"manufacturedOn":"2023-02-29"}""", "#/manufacturedOn format")]
    [InlineData("""{"sku":"A","name":"B","price":{"amount":1,"currency":"EUR"},"maxPerPurchase":0}""", "#/maxPerPurchase min")]
    [InlineData("""{"sku":"A","name":"B","price":{"amount":1,"currency":"EUR"},"status":"sold"}""", "#/status enum")]
    [InlineData("""{"sku":"A","name":"B","price":{"amount":1,"currency":"EUR"},"initialStock":1000001}""", "#/initialStock max")]
    public async Task A_broken_rule_is_422_with_its_place(string body, string error)
    {
        var reply = await shop.PostAsync("/v1/products", shop.AdminToken, body);

        Assert.Equal((422, "validation-failed"), (reply.Status, reply.Code));
        Assert.Equal([error], reply.Errors);
    }

    [Theory]
    [InlineData("""{"price":{"amount":19.99,"currency":"EUR"}}""", "#/price/amount type")]
    [InlineData("""{"price":{"amount":1e3,"currency":"EUR"}}""", "#/price/amount type")]
    [InlineData("""{"price":{"amount":"1999","currency":"EUR"}}""", "#/price/amount type")]
    [InlineData("""{"price":{"amount":true,"currency":"EUR"}}""", "#/price/amount type")]
    [InlineData("""{"nmae":"x"}""", "#/nmae unknown_field")]
    [InlineData("""{"Name":"x"}""", "#/Name unknown_field")]
    [InlineData("""{"name":"a","name":"b"}""", "#/name duplicate")]
    [InlineData("""{"id":"x","version":1,"stock":{}}""", "#/id read_only", "#/version read_only", "#/stock read_only")]
    public async Task What_cannot_be_read_is_400_with_its_place(string body, params string[] errors)
    {
        var reply = await shop.PostAsync("/v1/products", shop.AdminToken, body);

        Assert.Equal((400, "malformed-request"), (reply.Status, reply.Code));
        Assert.Equal(errors, reply.Errors);
    }

    [Fact]
    public async Task Put_sets_what_is_absent_to_its_default_and_keeps_the_stock()
    {
        var product = await shop.ProductAsync(stock: 6);
        var path = $"/v1/products/{product["id"]}";
        var body = $$$"""{"sku":"{{{product["sku"]}}}","name":"New","price":{"amount":5,"currency":"USD"}}""";

        var reply = await shop.SendAsync("PUT", path, shop.AdminToken, body, ("If-Match", "\"1.1\""));
        var stale = await shop.SendAsync("PUT", path, shop.AdminToken, body, ("If-Match", "\"1\""));
        var initialStock = await shop.SendAsync("PUT", path, shop.AdminToken, """{"initialStock":1}""");

        Assert.Equal((200, "New", 6), (reply.Status, (string?)reply.Json["name"], (int)reply.Json["stock"]!["onHand"]!));
        Assert.Equal("\"2.1\"", reply.Headers["ETag"]);
        Assert.Equal((412, 2), (stale.Status, (int)stale.Json["currentVersion"]!));
        Assert.Equal(["#/initialStock read_only"], initialStock.Errors);
    }

    [Fact]
    public async Task An_unchanged_product_is_304()
    {
        var product = await shop.ProductAsync();
        var path = $"/v1/products/{product["id"]}";

        var same = await shop.SendAsync("GET", path, null, null, ("If-None-Match", "\"1.1\""));
        var other = await shop.SendAsync("GET", path, null, null, ("If-None-Match", "\"1.0\""));

        Assert.Equal((304, ""), (same.Status, same.Text));
        Assert.Equal(200, other.Status);
    }

    [Fact]
    public async Task An_archived_product_is_for_admins_only()
    {
        var path = $"/v1/products/{(await shop.ProductAsync())["id"]}";

        var first = await shop.SendAsync("DELETE", path, shop.AdminToken);
        var second = await shop.SendAsync("DELETE", path, shop.AdminToken);

        Assert.Equal((204, 204), (first.Status, second.Status));
        Assert.Equal(404, (await shop.GetAsync(path)).Status);
        Assert.Equal("archived", (string?)(await shop.GetAsync(path, shop.AdminToken)).Json["status"]);
    }

    [Fact]
    public async Task Only_admins_change_the_catalogue()
    {
        var (customer, product) = (await shop.CustomerAsync(), await shop.ProductAsync());
        var path = $"/v1/products/{product["id"]}";

        Assert.Equal(403, (await shop.PostAsync("/v1/products", customer.Token, Product())).Status);
        Assert.Equal(403, (await shop.SendAsync("PUT", path, customer.Token, "{}")).Status);
        Assert.Equal(403, (await shop.SendAsync("DELETE", path, customer.Token)).Status);
        Assert.Equal(401, (await shop.PostAsync("/v1/products", null, Product())).Status);
    }

    [Fact]
    public async Task A_walk_by_cursor_sees_each_product_once_and_a_changed_cursor_is_refused()
    {
        var made = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            made.Add((string)(await shop.ProductAsync())["id"]!);
        }

        var first = await shop.GetAsync("/v1/products?limit=3&includeTotal=true");
        var next = first.Headers["Link"].Split('<', '>')[1];
        var second = await shop.GetAsync(next);
        var cursor = (string)first.Json["page"]!["nextCursor"]!;
        var changed = await shop.GetAsync("/v1/products?limit=3&cursor=" + (cursor[0] == 'A' ? 'B' : 'A') + cursor[1..]);
        var elsewhere = await shop.GetAsync("/v1/products?sort=createdAt&cursor=" + cursor);

        var seen = first.Json["items"]!.AsArray().Concat(second.Json["items"]!.AsArray()).Select(item => (string)item!["id"]!).ToList();
        Assert.Equal(Enumerable.Reverse(made).Take(6), seen);
        Assert.True((long)first.Json["totalCount"]! >= 7);
        Assert.Equal((400, "invalid-cursor"), (changed.Status, changed.Code));
        Assert.Equal((400, "invalid-cursor"), (elsewhere.Status, elsewhere.Code));
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("limit=abc")]
    [InlineData("limit=")]
    [InlineData("limit=1&limit=2")]
    [InlineData("sort=colour")]
    [InlineData("colour=red")]
    public async Task A_bad_or_unknown_parameter_is_refused(string query)
    {
        var reply = await shop.GetAsync("/v1/products?" + query);

        Assert.Equal((400, "invalid-parameter"), (reply.Status, reply.Code));
        Assert.Equal(query.Split('=')[0], Assert.Single(reply.Errors).Split(' ')[0]);
    }

    [Fact]
    public async Task Stock_is_adjusted_with_a_movement_as_the_answer()
    {
        var product = await shop.ProductAsync(stock: 2);
        var path = $"/v1/products/{product["id"]}/stock/adjustments";

        var taken = await shop.PostAsync(path, shop.AdminToken, """{"delta":-2,"reason":"damage","note":"fell"}""");
        var refused = await shop.PostAsync(path, shop.AdminToken, """{"delta":-1,"reason":"damage"}""");
        var zero = await shop.PostAsync(path, shop.AdminToken, """{"delta":0,"reason":"gone"}""");

        Assert.Equal(201, taken.Status);
        Assert.False(taken.Headers.ContainsKey("Location"));
        Assert.Equal(
            ["id", "sequence", "productId", "kind", "delta", "reservedDelta", "onHandAfter", "reservedAfter", "reason", "purchaseId", "actor", "note", "at"],
            taken.Json.AsObject().Select(field => field.Key));
        Assert.Equal(("adjustment", -2, 0, "fell"), ((string?)taken.Json["kind"], (int)taken.Json["delta"]!, (int)taken.Json["onHandAfter"]!, (string?)taken.Json["note"]));
        Assert.Equal((409, "insufficient-stock", 0), (refused.Status, refused.Code, (int)refused.Json["available"]!));
        Assert.Equal(["#/delta min", "#/reason enum"], zero.Errors);
    }

    [Theory]
    [InlineData("DELETE", "/v1/products", 405)]
    [InlineData("POST", "/v1/products/{id}", 405)]
    public async Task A_method_that_an_address_lacks_is_405_with_those_it_has(string method, string path, int status)
    {
        var product = await shop.ProductAsync();

        var reply = await shop.SendAsync(method, path.Replace("{id}", (string)product["id"]!, StringComparison.Ordinal), shop.AdminToken, method == "GET" ? null : "{}");

        Assert.Equal(status, reply.Status);
        Assert.Equal(status == 405, reply.Headers.ContainsKey("Allow"));
    }
}
