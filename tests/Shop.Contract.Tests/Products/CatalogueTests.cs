using System.Text.Json.Nodes;
using static Shop.Testing.SellingShop;

namespace Shop.Contract.Tests.Products;

[Collection(OneShop.Name)]
public sealed class CatalogueTests(ShopWithPeople people)
{
    private readonly Scene _scene = new(people);

    [Fact]
    public async Task A_product_has_every_field_and_customers_see_what_is_available_alone()
    {
        var admin = (await _scene.SendAsync("admin", "GET /v1/products/{product}")).Json;
        var customer = (await _scene.SendAsync("owner", "GET /v1/products/{product}")).Json;
        var anonymous = (await _scene.SendAsync("anonymous", "GET /v1/products/{product}")).Json;

        Assert.Equal(
            [
                "id", "sku", "name", "description", "brand", "price", "categories", "tags", "images", "attributes", "manufacturedOn",
                "maxPerPurchase",
                "status", "stock", "soldCount", "createdAt", "updatedAt", "version",
            ],
            admin.Fields());
        Assert.Equal(admin.Fields(), anonymous.Fields());
        Assert.Equal(["onHand", "reserved", "available"], admin["stock"]!.Fields());
        Assert.Equal(["available"], customer["stock"]!.Fields());
        Assert.Equal(["available"], anonymous["stock"]!.Fields());
        Assert.Equal(("[]", "[]", "[]", "{}", null, 100), (admin["categories"]!.ToJsonString(), admin["tags"]!.ToJsonString(),
            admin["images"]!.ToJsonString(), admin["attributes"]!.ToJsonString(), admin["description"], (int)admin["maxPerPurchase"]!));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public async Task What_is_written_is_read(string method)
    {
        var entry = JsonNode.Parse("""
            {"name":"Tea pot","description":"With a lid.\nAnd a spout.","brand":"Brown","price":{"amount":0,"currency":"JPY"},
             "categories":["tea","pots"],"tags":["gift"],"images":[{"url":"https://shop.example/p%20t.png?v=1#x","alt":"A pot"}],
             "attributes":{"size":"2 l","Colour_2":""},"manufacturedOn":"2024-02-29","maxPerPurchase":7,"status":"draft"}
            """)!.AsObject().With("sku", Unique("SKU").ToUpperInvariant());
        var path = method == "POST" ? "/v1/products" : await _scene.FillAsync("/v1/products/{product}");

        var written = await people.Shop.SendAsync(method, path, people.Admin, entry.ToJsonString());
        var read = await people.Shop.GetAsync($"/v1/products/{written.Json["id"]}", people.Admin);

        Assert.All(entry, field => Assert.True(JsonNode.DeepEquals(field.Value, read.Json[field.Key]), $"{field.Key}: {read.Text}"));
        Assert.Equal(written.Text, read.Text);
        Assert.Equal(written.Headers["ETag"], read.Headers["ETag"]);
    }

    [Fact]
    public async Task An_archived_product_is_gone_for_customers_kept_for_admins_and_comes_back()
    {
        await _scene.FillAsync("{product}");
        Assert.Equal(204, (await _scene.SendAsync("admin", "DELETE /v1/products/{product}")).Status);
        Assert.Equal(204, (await _scene.SendAsync("admin", "DELETE /v1/products/{product}")).Status);

        Assert.Equal(404, (await _scene.SendAsync("anonymous", "GET /v1/products/{product}")).Status);
        var kept = await _scene.SendAsync("admin", "GET /v1/products/{product}");
        Assert.Equal((200, "archived"), (kept.Status, (string?)kept.Json["status"]));
        Assert.Equal(200, (await _scene.SendAsync("admin", "POST /v1/products/{product}/restore")).Status);
        Assert.Equal(200, (await _scene.SendAsync("anonymous", "GET /v1/products/{product}")).Status);
    }

    [Theory]
    [InlineData("draft")]
    [InlineData("archived")]
    public async Task By_its_SKU_a_product_that_is_not_for_sale_is_the_admin_s_to_see(string status)
    {
        var sku = (string)(await _scene.SendAsync("admin", $"GET /v1/products/{{{status}}}")).Json["sku"]!;

        foreach (var (who, expected) in new[] { ("anonymous", 404), ("owner", 404), ("admin", 200) })
        {
            Assert.Equal(expected, (await _scene.SendAsync(who, $"GET /v1/products/by-sku/{sku}")).Status);
        }
    }

    [Fact]
    public async Task A_SKU_of_another_product_is_taken()
    {
        var sku = (string)(await _scene.SendAsync("admin", "GET /v1/products/{second}")).Json["sku"]!;

        foreach (var (method, body) in new[]
        {
            ("PATCH", $$"""{"sku":"{{sku}}"}"""),
            ("PUT", $$"""{"sku":"{{sku.ToLowerInvariant()}}","name":"Pot","price":{"amount":1,"currency":"EUR"} }"""),
        })
        {
            await Refusal.HoldsAsync(_scene, "admin", $"{method} /v1/products/{{product}}", body, 409, "sku-taken", "");
        }
    }

    [Fact]
    public async Task A_count_answers_with_the_level_and_an_adjustment_with_its_movement()
    {
        var level = await _scene.SendAsync("admin", "PUT /v1/products/{product}/stock", """{"onHand":7,"reason":"count"}""");
        var movement = await _scene.SendAsync(
            "admin", "POST /v1/products/{product}/stock/adjustments", """{"delta":-2,"reason":"damage","note":"fell"}""");

        Assert.Equal(["productId", "onHand", "reserved", "available", "stockVersion", "updatedAt"], level.Json.Fields());
        Assert.Equal((7, 0, 7), ((int)level.Json["onHand"]!, (int)level.Json["reserved"]!, (int)level.Json["available"]!));
        Assert.Equal(("adjustment", -2, 5, "damage", "fell"), ((string?)movement.Json["kind"], (int)movement.Json["delta"]!,
            (int)movement.Json["onHandAfter"]!, (string?)movement.Json["reason"], (string?)movement.Json["note"]));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(5, "initial")]
    public async Task The_first_units_are_a_movement(int stock, string kinds)
    {
        var id = await _scene.ProductAsync(Scene.Product(stock));

        var movements = (await people.Shop.GetAsync($"/v1/products/{id}/stock/movements", people.Admin)).Json["items"]!.AsArray();

        Assert.Equal(kinds, string.Join(' ', movements.Select(movement => (string?)movement!["kind"])));
    }

    [Fact]
    public async Task Categories_count_active_products()
    {
        var slug = Unique("cat");
        foreach (var status in new[] { "active", "active", "draft", "archived" })
        {
            await _scene.ProductAsync(Scene.Product(status: status).With("categories", new JsonArray(slug)));
        }

        var categories = (await people.Shop.GetAsync("/v1/categories")).Json;

        Assert.Equal($$"""{"slug":"{{slug}}","productCount":2}""",
            Assert.Single(categories["items"]!.AsArray(), category => (string?)category!["slug"] == slug)!.ToJsonString());
    }
}
