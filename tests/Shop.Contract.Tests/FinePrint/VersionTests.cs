namespace Shop.Contract.Tests.FinePrint;

/// <summary>ETag, If-Match, If-None-Match and patches.</summary>
[Collection(OneShop.Name)]
public sealed class VersionTests(ShopWithPeople people)
{
    private const string Product = "/v1/products/{product}";

    private readonly Scene _scene = new(people);

    [Theory]
    [InlineData("\"1\"", 200)]
    [InlineData("\"1.1\"", 200)]
    [InlineData("*", 200)]
    [InlineData("\"7\", \"1\"", 200)]
    [InlineData(",, \"1\" ,", 200)]
    [InlineData("\"2\"", 412)]
    [InlineData("\"1.2\"", 412)]
    [InlineData("\"01\"", 412)]
    [InlineData("\"\"", 412)]
    [InlineData("W/\"1\"", 412)]
    [InlineData("\"7\", W/\"1\"", 412)]
    [InlineData("1", 400)]
    [InlineData("\"1", 400)]
    [InlineData("*, \"1\"", 400)]
    [InlineData("", 400)]
    public async Task If_Match_is_a_list_of_strong_tags(string tags, int status)
    {
        await _scene.FillAsync(Product);

        var reply = await _scene.SendAsync("admin", "PATCH " + Product, """{"brand":"Brown"}""", ("If-Match", tags));

        Assert.True(reply.Status == status, reply.Text);
        if (status == 412)
        {
            Assert.Equal(("precondition-failed", 1), (reply.Code, (int)reply.Json["currentVersion"]!));
        }
    }

    /// <summary>All that changes something which has a version.</summary>
    [Theory]
    [InlineData("PUT /v1/products/{product}", """{"sku":"{sku}","name":"Pot","price":{"amount":1,"currency":"EUR"}}""")]
    [InlineData("DELETE /v1/products/{product}", "")]
    [InlineData("POST /v1/products/{archived}/restore", "")]
    [InlineData("POST /v1/products/{product}/stock/adjustments", """{"delta":1,"reason":"count"}""")]
    [InlineData("PUT /v1/products/{product}/stock", """{"onHand":5,"reason":"count"}""")]
    [InlineData("PUT /v1/users/{guest}", """{"email":"{mail}","firstName":"A","lastName":"B"}""")]
    [InlineData("PATCH /v1/users/{guest}", """{"firstName":"Anna"}""")]
    [InlineData("POST /v1/users/{guest}/password", """{"newPassword":"another long password"}""")]
    [InlineData("DELETE /v1/users/{guest}", "")]
    [InlineData("PATCH /v1/purchases/{pending}", """{"note":"ring"}""")]
    [InlineData("POST /v1/purchases/{pending}/pay", """{"payment":{"method":"simulated","token":"tok_ok"}}""")]
    [InlineData("POST /v1/purchases/{pending}/cancel", "")]
    [InlineData("DELETE /v1/purchases/{pending}", "")]
    [InlineData("POST /v1/purchases/{paid}/ship", "")]
    [InlineData("POST /v1/purchases/{shipped}/deliver", "")]
    [InlineData("POST /v1/purchases/{delivered}/refund", "")]
    public async Task Whatever_changes_an_object_is_refused_for_a_stale_version(string call, string body)
    {
        await _scene.FillAsync(call + body);

        await Refusal.HoldsAsync(
            _scene, () => _scene.SendAsync("admin", call, body, ("If-Match", "\"99\"")), 412, "precondition-failed", "");

        var meant = await _scene.SendAsync("admin", call, body, ("If-Match", "*"));
        Assert.True(meant.Status is 200 or 201 or 204, meant.Text);
    }

    [Theory]
    [InlineData("\"1.1\"", 304)]
    [InlineData("W/\"1.1\"", 304)]
    [InlineData("\"7\", \"1.1\"", 304)]
    [InlineData("*", 304)]
    [InlineData("\"7\"", 200)]
    [InlineData("1.1", 400)]
    public async Task If_None_Match_is_a_list_of_tags(string tags, int status)
    {
        var got = await _scene.SendAsync("anonymous", "GET " + Product);

        var reply = await _scene.SendAsync("anonymous", "GET " + Product, "", ("If-None-Match", tags));

        Assert.Equal(("\"1.1\"", status), (got.Headers["ETag"], reply.Status));
        Assert.Equal(status == 304, reply.Text.Length == 0);
        Assert.Equal(status != 400, reply.Headers.ContainsKey("ETag"));
    }

    [Theory]
    [InlineData("{pending}", "purchases")]
    [InlineData("{guest}", "users")]
    public async Task What_is_unchanged_is_not_sent_again(string id, string noun)
    {
        var got = await _scene.SendAsync("admin", $"GET /v1/{noun}/{id}");
        var again = await _scene.SendAsync("admin", $"GET /v1/{noun}/{id}", "", ("If-None-Match", got.Headers["ETag"]));

        Assert.Equal(("\"1\"", 1), (got.Headers["ETag"], (int)got.Json["version"]!));
        Assert.Equal((304, ""), (again.Status, again.Text));
    }

    [Fact]
    public async Task A_sale_changes_the_stock_and_not_the_version()
    {
        var before = await _scene.SendAsync("admin", "GET " + Product);
        await people.Shop.BuyAsync(people.Ann.Token, _scene["product"]);
        var after = await _scene.SendAsync("admin", "GET " + Product);

        var byStock = await _scene.SendAsync("admin", "PATCH " + Product, """{"brand":"A"}""", ("If-Match", before.Headers["ETag"]));
        var byVersion = await _scene.SendAsync("admin", "PATCH " + Product, """{"brand":"B"}""", ("If-Match", "\"1\""));

        Assert.NotEqual(before.Headers["ETag"], after.Headers["ETag"]);
        Assert.Equal((1, 412, 200), ((int)after.Json["version"]!, byStock.Status, byVersion.Status));
    }

    [Fact]
    public async Task By_its_SKU_in_any_case_a_product_is_the_same()
    {
        var byId = await _scene.SendAsync("anonymous", "GET " + Product);
        var sku = (string)byId.Json["sku"]!;
        var bySku = await people.Shop.GetAsync($"/v1/products/by-sku/{sku.ToLowerInvariant()}");
        var again = await people.Shop.SendAsync("GET", $"/v1/products/by-sku/{sku}", null, null, ("If-None-Match", bySku.Headers["ETag"]));

        Assert.Equal(sku.ToUpperInvariant(), sku);
        Assert.Equal((byId.Text, byId.Headers["ETag"]), (bySku.Text, bySku.Headers["ETag"]));
        Assert.Equal(304, again.Status);
    }

    [Theory]
    [InlineData("PATCH /v1/products/{product}", """{"name":"Tea pot"}""")]
    [InlineData("PATCH /v1/products/{product}", "{}")]
    [InlineData("PATCH /v1/products/{product}", """{"brand":null,"price":{"currency":"EUR"}}""")]
    [InlineData("PATCH /v1/users/{guest}", """{"firstName":"Ann"}""")]
    [InlineData("PATCH /v1/purchases/{pending}", """{"note":null}""")]
    [InlineData("POST /v1/products/{product}/restore", "")]
    public async Task Nothing_to_change_is_no_new_version(string call, string body)
    {
        await _scene.FillAsync(call);

        var reply = await _scene.SendAsync("admin", call, body);

        Assert.True((reply.Status, (int?)reply.Json["version"]) == (200, 1), reply.Text);
    }

    [Theory]
    [InlineData("PATCH /v1/products/{product}", """{"brand":"Brown"}""", "brand", "Brown")]
    [InlineData("PATCH /v1/users/{guest}", """{"firstName":"Anna"}""", "firstName", "Anna")]
    [InlineData("PUT /v1/users/{guest}", """{"email":"{mail}","firstName":"Anna","lastName":"Lee"}""", "firstName", "Anna")]
    [InlineData("PATCH /v1/purchases/{pending}", """{"note":"ring"}""", "note", "ring")]
    public async Task A_change_is_the_next_version(string call, string body, string field, string value)
    {
        var changed = await _scene.SendAsync("admin", call, body);
        var read = await _scene.SendAsync("admin", "GET " + call.Split(' ')[1]);

        Assert.Equal((200, 2, value), (changed.Status, (int)changed.Json["version"]!, (string?)changed.Json[field]));
        Assert.Equal(changed.Text, read.Text);
    }

    [Fact]
    public async Task A_patch_merges_and_null_clears_what_is_optional()
    {
        var first = await _scene.SendAsync(
            "admin", "PATCH " + Product, """{"brand":"Brown","tags":["tea","pot"],"attributes":{"a":"1","b":"2"},"price":{"amount":5}}""");
        var second = await _scene.SendAsync("admin", "PATCH " + Product,
            """{"brand":null,"tags":["pot"],"attributes":{"a":null,"c":"3"}}""");

        Assert.Equal((2, "Brown", 5), ((int)first.Json["version"]!, (string?)first.Json["brand"], (int)first.Json["price"]!["amount"]!));
        Assert.Equal("EUR", (string?)first.Json["price"]!["currency"]);
        Assert.Equal((3, (string?)null), ((int)second.Json["version"]!, (string?)second.Json["brand"]));
        Assert.Equal(("[\"pot\"]", """{"b":"2","c":"3"}"""),
            (second.Json["tags"]!.ToJsonString(), second.Json["attributes"]!.ToJsonString()));
    }

    [Fact]
    public async Task A_replacement_sets_what_is_absent_to_its_default()
    {
        await _scene.SendAsync("admin", "PATCH " + Product, """{"brand":"Brown","tags":["tea"],"maxPerPurchase":5,"status":"draft"}""");

        var reply = await _scene.SendAsync("admin", "PUT " + Product,
            """{"sku":"{sku}","name":"Pot","price":{"amount":1,"currency":"USD"}}""");

        Assert.Equal((200, (string?)null, 100, "active"),
            (reply.Status, (string?)reply.Json["brand"], (int)reply.Json["maxPerPurchase"]!, (string?)reply.Json["status"]));
        Assert.Equal(("[]", "{}"), (reply.Json["tags"]!.ToJsonString(), reply.Json["attributes"]!.ToJsonString()));
    }
}
