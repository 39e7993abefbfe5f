using Shop.Testing;

namespace Shop.Api.Tests.Audit;

[Collection(SharedApplication.Name)]
public sealed class AuditEndpointsTests(ShopApplication shop)
{
    [Fact]
    public async Task It_says_who_did_what_to_which_object_from_where_and_never_a_value()
    {
        var product = await shop.ProductAsync();
        var patched = await shop.SendAsync(
            new Ask("PATCH", $"/v1/products/{product["id"]}").With("""{"brand":"a brand that nobody has"}""").By(shop.AdminToken)
                .Header("X-Forwarded-For", "192.0.2.44"));
        Assert.Equal(200, patched.Status);

        var reply = await shop.GetAsync($"/v1/audit?objectType=product&objectId={product["id"]}", shop.AdminToken);

        var newest = reply.Json["items"]![0]!;
        Assert.Equal(["patchProduct", "createProduct"], Texts(reply, "action"));
        Assert.Equal(("admin", "replaced", "192.0.2.44"), ((string?)newest["actorKind"], (string?)newest["outcome"], (string?)newest["address"]));
        Assert.Equal(("1.1", "2.1"), ((string?)newest["versionBefore"], (string?)newest["versionAfter"]));
        Assert.DoesNotContain("a brand", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_purchase_is_placed_by_its_customer_and_shipped_by_the_admin()
    {
        var (customer, product) = (await shop.CustomerAsync(), await shop.ProductAsync());
        var placed = await shop.PostAsync("/v1/purchases", customer.Token, ShopApplication.Purchase(product, payment: "tok_ok"));
        await shop.PostAsync($"{placed.Headers["Location"]}/ship", shop.AdminToken, "{}");

        var reply = await shop.GetAsync($"/v1/audit?objectId={placed.Json["id"]}&sort=at", shop.AdminToken);
        var own = await shop.GetAsync($"/v1/audit?actor={customer.Id}", shop.AdminToken);

        Assert.Equal(["placePurchase", "shipPurchase"], Texts(reply, "action"));
        Assert.Equal(["customer", "admin"], Texts(reply, "actorKind"));
        Assert.Equal(["placePurchase"], Texts(own, "action"));
    }

    [Fact]
    public async Task An_API_key_is_an_actor_of_its_own()
    {
        var made = (await shop.PostAsync("/v1/api-keys", shop.AdminToken, """{"name":"Store","scopes":["stock:write"]}""")).Json;
        var product = await shop.ProductAsync();
        var counted = await shop.SendAsync(new Ask("PUT", $"/v1/products/{product["id"]}/stock").With("""{"onHand":3,"reason":"count"}""")
            .Header("X-Api-Key", (string)made["key"]!));
        Assert.Equal(200, counted.Status);

        var entry = Assert.Single((await shop.GetAsync($"/v1/audit?actor={made["id"]}", shop.AdminToken)).Json["items"]!.AsArray())!;

        Assert.Equal(("api_key", "setStock", "1.1", "1.2"),
            ((string?)entry["actorKind"], (string?)entry["action"], (string?)entry["versionBefore"], (string?)entry["versionAfter"]));
    }

    [Fact]
    public async Task A_walk_by_cursors_meets_every_entry_once()
    {
        var product = await shop.ProductAsync();
        foreach (var brand in new[] { "A", "B", "C", "D" })
        {
            await shop.SendAsync("PATCH", $"/v1/products/{product["id"]}", shop.AdminToken, $$"""{"brand":"{{brand}}"}""");
        }

        var list = $"/v1/audit?objectId={product["id"]}&limit=2";
        var (versions, cursor) = (new List<string>(), "");
        do
        {
            var page = await shop.GetAsync(list + cursor, shop.AdminToken);
            versions.AddRange(Texts(page, "versionAfter"));
            cursor = (string?)page.Json["page"]!["nextCursor"] is { } next ? "&cursor=" + next : null;
        }
        while (cursor is not null);

        Assert.Equal(["5.1", "4.1", "3.1", "2.1", "1.1"], versions);
    }

    [Theory]
    [InlineData("actor=ann")]
    [InlineData("objectType=thing")]
    [InlineData("objectId=1")]
    [InlineData("createdAfter=yesterday")]
    [InlineData("sort=action")]
    [InlineData("who=ann")]
    public async Task What_is_no_filter_is_refused(string query)
    {
        var reply = await shop.GetAsync("/v1/audit?" + query, shop.AdminToken);

        Assert.Equal((400, "invalid-parameter"), (reply.Status, reply.Code));
    }

    private static IEnumerable<string> Texts(Reply reply, string field) =>
        reply.Json["items"]!.AsArray().Select(entry => (string)entry![field]!);
}
