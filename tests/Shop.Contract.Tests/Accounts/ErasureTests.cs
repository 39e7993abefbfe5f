using System.Text.Json.Nodes;
using static Shop.Testing.SellingShop;

namespace Shop.Contract.Tests.Accounts;

[Collection(OneShop.Name)]
public sealed class ErasureTests(ShopWithPeople people)
{
    private const string Order = """
        {"items":[{"productId":"{product}","quantity":1}],"payment":{"method":"simulated","token":"tok_ok"},"note":"for Ann",
         "shippingAddress":{"name":"Ann Lee","line1":"High Street 1","city":"Bonn","postalCode":"53111","country":"DE"}}
        """;

    private readonly Scene _scene = new(people);

    [Theory]
    [InlineData("{pending}", false)]
    [InlineData("{paid}", false)]
    [InlineData("{shipped}", false)]
    [InlineData("{delivered}", true)]
    [InlineData("{cancelled}", true)]
    [InlineData("{refunded}", true)]
    public async Task Open_purchases_keep_a_user(string purchase, bool isErased)
    {
        await _scene.FillAsync("{guest}" + purchase);

        var reply = await _scene.SendAsync("owner", "DELETE /v1/users/{guest}");

        Assert.Equal(isErased ? 204 : 409, reply.Status);
        Assert.Equal(isErased ? 404 : 200, (await _scene.SendAsync("admin", "GET /v1/users/{guest}")).Status);
    }

    [Fact]
    public async Task What_is_left_of_a_user_says_nothing_about_whom()
    {
        await _scene.FillAsync("{guest}");
        var placed = await _scene.SendAsync("owner", "POST /v1/purchases", Order);
        var address = placed.Headers["Location"];
        await _scene.SendAsync("admin", $"POST {address}/refund", "{}");

        Assert.Equal(204, (await _scene.SendAsync("owner", "DELETE /v1/users/me")).Status);
        var left = (await _scene.SendAsync("admin", $"GET {address}")).Json;

        Assert.NotEqual(_scene.Owner.Id, (string?)left["userId"]);
        Assert.Equal((null, null), (left["shippingAddress"], left["note"]));
        Assert.DoesNotContain(_scene.Owner.Id, left.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(401, (await people.Shop.LogInAsync(_scene.Owner.Email, Password)).Status);
        Assert.Equal(201, (await people.Shop.PostAsync("/v1/users", null, Registration(_scene.Owner.Email))).Status);
    }

    [Fact]
    public async Task An_export_holds_the_user_and_all_purchases()
    {
        await _scene.FillAsync("{guest}{pending}{paid}{cancelled}");

        var export = await _scene.SendAsync("owner", "GET /v1/users/me/export");
        var user = await _scene.SendAsync("owner", "GET /v1/users/me");

        Assert.Equal((200, "application/json"), (export.Status, export.Headers["Content-Type"]));
        Assert.True(JsonNode.DeepEquals(user.Json, export.Json["user"]));
        Assert.Equal([_scene["pending"], _scene["paid"], _scene["cancelled"]],
            export.Json["purchases"]!.AsArray().Select(purchase => (string)purchase!["id"]!));
    }

    [Theory]
    [InlineData("PATCH", """{"role":"customer"}""")]
    [InlineData("PATCH", """{"status":"disabled"}""")]
    [InlineData("PUT", """{"email":"{0}","firstName":"A","lastName":"B","role":"customer"}""")]
    public async Task The_last_admin_stays_one(string method, string body)
    {
        var admins = (await _scene.SendAsync("admin", "GET /v1/users?role=admin")).Json["items"]!.AsArray();
        Assert.Single(admins); // else this would take away the admin of all other tests
        var sent = body.Replace("{0}", people.Shop.Stack.AdminEmail, StringComparison.Ordinal);

        await Refusal.HoldsAsync(_scene, "admin", $"{method} /v1/users/me", sent, 409, "last-admin", "");
    }
}
