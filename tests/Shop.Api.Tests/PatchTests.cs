using System.Globalization;
using System.Text.Json.Nodes;
using Shop.Testing;
using static Shop.Api.Tests.ShopApplication;

namespace Shop.Api.Tests;

[Collection(SharedApplication.Name)]
public sealed class PatchTests(ShopApplication shop)
{
    [Fact]
    public async Task Absent_stays_null_clears_objects_merge_and_lists_replace()
    {
        var path = await ProductPathAsync();

        var reply = await PatchAsync(path, """
            {"description":null,"price":{"amount":5},"tags":["c"],"attributes":{"a":null," b ":"3","c":"4"},"maxPerPurchase":null}
            """);

        Assert.Equal(200, reply.Status);
        Assert.Equal(
            ("Tea pot", null, 100, 2),
            (
                (string?)reply.Json["name"], (string?)reply.Json["description"], (int)reply.Json["maxPerPurchase"]!, (int)reply.Json["version"]!
            ));
        Assert.Equal("""{"amount":5,"currency":"EUR"}""", reply.Json["price"]!.ToJsonString());
        Assert.Equal("""["c"]""", reply.Json["tags"]!.ToJsonString());
        Assert.Equal("""{"b":"3","c":"4"}""", reply.Json["attributes"]!.ToJsonString());
        Assert.Equal("""[{"url":"https://example.com/a.png","alt":"A"}]""", reply.Json["images"]!.ToJsonString());
        Assert.Equal("\"2.1\"", reply.Headers["ETag"]);
        Assert.Equal(reply.Text, (await shop.GetAsync(path, shop.AdminToken)).Text);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":" Tea pot "}""")]
    [InlineData("""{"price":{},"attributes":{"a":"1","nothing":null},"brand":null}""")]
    public async Task Nothing_new_is_200_with_the_same_version(string body)
    {
        var reply = await PatchAsync(await ProductPathAsync(), body);

        Assert.Equal((200, 1), (reply.Status, (int)reply.Json["version"]!));
    }

    [Theory]
    [InlineData("""{"name":null}""", "#/name required")]
    [InlineData("""{"price":null}""", "#/price required")]
    [InlineData("""{"price":{"currency":null}}""", "#/price/currency required")]
    [InlineData("""{"price":{"amount":-1}}""", "#/price/amount min")]
    [InlineData("""{"tags":["a","a"]}""", "#/tags/1 duplicate")]
    [InlineData("""{"attributes":{"1":"x"}}""", "#/attributes/1 pattern")]
    [InlineData("""{"images":[{"alt":"x"}]}""", "#/images/0/url required")]
    public async Task The_result_must_keep_every_rule_of_PUT(string body, string error)
    {
        var path = await ProductPathAsync();

        var reply = await PatchAsync(path, body);
        var stale = await PatchAsync(path, body, ("If-Match", "\"9\""));
        var nowhere = await PatchAsync($"/v1/products/{Guid.CreateVersion7()}", body);

        Assert.Equal((422, "validation-failed"), (reply.Status, reply.Code));
        Assert.Equal([error], reply.Errors);
        Assert.Equal((412, 1), (stale.Status, (int)stale.Json["currentVersion"]!));
        Assert.Equal(404, nowhere.Status);
        Assert.Equal(1, (int)(await shop.GetAsync(path, shop.AdminToken)).Json["version"]!);
    }

    [Theory]
    [InlineData("""{"nmae":"x"}""", "#/nmae unknown_field")]
    [InlineData("""{"name":"a","name":"b"}""", "#/name duplicate")]
    [InlineData("""{"initialStock":1}""", "#/initialStock read_only")]
    [InlineData("""{"version":null}""", "#/version read_only")]
    [InlineData("""{"price":5}""", "#/price type")]
    [InlineData("""{"price":{"amount":1.5}}""", "#/price/amount type")]
    [InlineData("""{"attributes":{"a":{"b":null}}}""", "#/attributes/a type")]
    [InlineData("""{"tags":[null]}""", "#/tags/0 type")]
    [InlineData("[]", "# type")]
    [InlineData("null", "# type")]
    [InlineData("", "# required")]
    [InlineData("{", "# format")]
    public async Task What_can_not_be_read_is_400(string body, string error)
    {
        var reply = await PatchAsync(await ProductPathAsync(), body);

        Assert.Equal((400, "malformed-request"), (reply.Status, reply.Code));
        Assert.Equal(error, reply.Errors[0]);
    }

    [Theory]
    [InlineData("application/json", 200)]
    [InlineData("application/merge-patch+json", 200)]
    [InlineData("application/merge-patch+json; charset=utf-8", 200)]
    [InlineData("application/json-patch+json", 415)]
    [InlineData("application/merge-patch+json; charset=latin1", 415)]
    public async Task Both_media_types_are_taken_and_named(string type, int status)
    {
        var path = await ProductPathAsync();

        var patch = await shop.SendAsync(new Ask("PATCH", path) { ContentType = type }.With("{}").By(shop.AdminToken));
        var put = await shop.SendAsync(
            new Ask("PUT", path) { ContentType = "application/merge-patch+json" }.With("{}").By(shop.AdminToken));
        var post = await shop.SendAsync("POST", path, shop.AdminToken, "{}");
        var options = await shop.SendAsync("OPTIONS", path, null);

        const string accepted = "application/merge-patch+json, application/json";
        Assert.Equal(status, patch.Status);
        Assert.Equal(status == 415 ? accepted : null, patch.Headers.GetValueOrDefault("Accept-Patch"));
        Assert.Equal((415, "application/json", false), (put.Status, put.Headers["Accept"], put.Headers.ContainsKey("Accept-Patch")));
        Assert.Equal((405, accepted), (post.Status, post.Headers["Accept-Patch"]));
        Assert.Equal((204, accepted), (options.Status, options.Headers["Accept-Patch"]));
        Assert.Contains("PATCH", options.Headers["Allow"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parallel_patches_of_different_fields_lose_nothing()
    {
        var path = await ProductPathAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 30).Select(n =>
            PatchAsync(path, $$"""{"attributes":{"k{{n.ToString(CultureInfo.InvariantCulture)}}":"v"} }""")));
        var product = (await shop.GetAsync(path, shop.AdminToken)).Json;

        Assert.All(replies, reply => Assert.Equal(200, reply.Status));
        Assert.Equal((32, 31), (product["attributes"]!.AsObject().Count, (int)product["version"]!));
    }

    [Fact]
    public async Task Of_parallel_patches_with_one_tag_one_succeeds()
    {
        var path = await ProductPathAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(n =>
            PatchAsync(path, $$"""{"name":"n{{n.ToString(CultureInfo.InvariantCulture)}}"}""", ("If-Match", "\"1\", \"7\""))));

        Assert.Single(replies, reply => reply.Status == 200);
        Assert.Equal(19, replies.Count(reply => reply.Status == 412));
        Assert.Equal(200, (await PatchAsync(path, """{"name":"star"}""", ("If-Match", "*"))).Status);
        Assert.Equal(412, (await PatchAsync(path, """{"name":"weak"}""", ("If-Match", "W/\"3\""))).Status);
    }

    [Fact]
    public async Task A_key_replays_whatever_happened_since()
    {
        var (customer, product) = (await shop.CustomerAsync(), await shop.ProductAsync(stock: 5));
        var placed = await shop.PostAsync("/v1/purchases", customer.Token, Purchase(product));
        var path = placed.Headers["Location"];
        await PatchAsync(path, $$"""{"shippingAddress": {{Address}} }""", customer.Token);
        (string, string)[] key = [("Idempotency-Key", Unique("key")), ("If-Match", "\"2\"")];
        const string body = """{"shippingAddress":{"city":"Bonn"}}""";

        var first = await PatchAsync(path, body, customer.Token, key);
        var cleared = await PatchAsync(path, """{"shippingAddress":null}""", customer.Token);
        var replay = await PatchAsync(path, body, customer.Token, key);
        var fresh = await PatchAsync(path, body, customer.Token);
        var reused = await PatchAsync(path, """{"note":"x"}""", customer.Token, key);

        Assert.Equal(
            (200, "Bonn", "Ann"),
            (first.Status, (string?)first.Json["shippingAddress"]!["city"], (string?)first.Json["shippingAddress"]!["name"]));
        Assert.Null(cleared.Json["shippingAddress"]);
        Assert.Equal((200, "true", first.Text), (replay.Status, replay.Headers["Idempotent-Replayed"], replay.Text));
        Assert.Equal(422, fresh.Status);
        Assert.Contains("#/shippingAddress/name required", fresh.Errors);
        Assert.Equal((422, "idempotency-key-reused"), (reused.Status, reused.Code));
    }

    [Fact]
    public async Task A_purchase_s_address_and_note_change_until_it_is_shipped()
    {
        var (customer, other, product) = (await shop.CustomerAsync(), await shop.CustomerAsync(), await shop.ProductAsync(stock: 5));
        var placed = await shop.PostAsync("/v1/purchases", customer.Token, Purchase(product, 1, "tok_ok"));
        var path = placed.Headers["Location"];

        var noted = await PatchAsync(path, """{"note":"ring"}""", customer.Token);
        var hidden = await PatchAsync(path, """{"note":"x"}""", other.Token);
        var readOnly = await PatchAsync(path, """{"status":"paid"}""", customer.Token);
        await shop.SendAsync("POST", path + "/ship", shop.AdminToken);
        var late = await PatchAsync(path, """{"note":"late"}""", customer.Token);

        Assert.Equal((200, "ring"), (noted.Status, (string?)noted.Json["note"]));
        Assert.Equal(404, hidden.Status);
        Assert.Equal(["#/status read_only"], readOnly.Errors);
        Assert.Equal((409, "invalid-state", "shipped"), (late.Status, late.Code, (string?)late.Json["currentStatus"]));
    }

    [Fact]
    public async Task A_user_changes_what_is_theirs_and_the_admin_the_rest()
    {
        var (customer, other) = (await shop.CustomerAsync(), await shop.CustomerAsync());

        var named = await PatchAsync("/v1/users/me", """{"firstName":"Bea"}""", customer.Token);
        var promoted = await PatchAsync("/v1/users/me", """{"role":"admin"}""", customer.Token);
        var foreign = await PatchAsync($"/v1/users/{other.Id}", """{"firstName":"Bea"}""", customer.Token);
        var taken = await PatchAsync("/v1/users/me", $$"""{"email":"{{other.Email}}"}""", customer.Token);
        var cleared = await PatchAsync("/v1/users/me", """{"lastName":null}""", customer.Token);
        var password = await PatchAsync("/v1/users/me", """{"password":"x"}""", customer.Token);
        var disabled = await PatchAsync($"/v1/users/{customer.Id}", """{"status":"disabled"}""", shop.AdminToken);

        Assert.Equal(
            (200, "Bea", "Lee", customer.Email),
            (named.Status, (string?)named.Json["firstName"], (string?)named.Json["lastName"], (string?)named.Json["email"]));
        Assert.Equal(403, promoted.Status);
        Assert.Equal(404, foreign.Status);
        Assert.Equal((409, "email-taken"), (taken.Status, taken.Code));
        Assert.Equal(["#/lastName required"], cleared.Errors);
        Assert.Equal(["#/password read_only"], password.Errors);
        Assert.Equal((200, "disabled", "customer"), (disabled.Status, (string?)disabled.Json["status"], (string?)disabled.Json["role"]));
    }

    private const string Address = """{"name":"Ann","line1":"Street 1","city":"Town","postalCode":"12345","country":"DE"}""";

    private Task<Reply> PatchAsync(string path, string body, params (string, string)[] headers) =>
        PatchAsync(path, body, shop.AdminToken, headers);

    private Task<Reply> PatchAsync(string path, string body, string token, params (string, string)[] headers) =>
        shop.SendAsync("PATCH", path, token, body, headers);

    private async Task<string> ProductPathAsync()
    {
        var product = JsonNode.Parse(Product())!;
        product["description"] = "text";
        product["tags"] = new JsonArray("a", "b");
        product["attributes"] = new JsonObject { ["a"] = "1", ["b"] = "2" };
        product["images"] = new JsonArray(new JsonObject { ["url"] = "https://example.com/a.png", ["alt"] = "A" });
        product["maxPerPurchase"] = 7;
        var created = await shop.PostAsync("/v1/products", shop.AdminToken, product.ToJsonString());
        Assert.Equal(201, created.Status);
        return created.Headers["Location"];
    }
}
