using System.Text.Json.Nodes;
using Shop.Testing;

namespace Shop.Compose.Tests;

/// <summary>Somebody who buys through nginx, and the admin who fills the shelves.</summary>
internal sealed class Customer(Uri shop, string adminEmail, string adminPassword) : IDisposable
{
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(40) };

    public void Dispose() => _client.Dispose();

    public async Task<Reply> SendAsync(Ask ask)
    {
        using var request = ask.ToRequest(shop);
        using var response = await _client.SendAsync(request);
        return await Reply.OfAsync(response);
    }

    public async Task<JsonNode> JsonAsync(Uri address) => JsonNode.Parse(await _client.GetStringAsync(address))!;

    /// <summary>The token of a new customer.</summary>
    public async Task<string> RegisterAsync()
    {
        var email = $"{SellingShop.Unique("ann")}@example.com";
        Assert.Equal(201, (await PostAsync("/v1/users", null, SellingShop.Registration(email))).Status);
        return await SignInAsync(email, SellingShop.Password);
    }

    /// <summary>A new product's id.</summary>
    public async Task<string> ProductAsync(int stock)
    {
        var product = new JsonObject
        {
            ["sku"] = SellingShop.Unique("sku"),
            ["name"] = "Tea pot",
            ["price"] = new JsonObject { ["amount"] = 1999, ["currency"] = "EUR" },
            ["initialStock"] = stock,
        };
        var reply = await PostAsync("/v1/products", await SignInAsync(adminEmail, adminPassword), product);
        Assert.Equal(201, reply.Status);
        return (string)reply.Json["id"]!;
    }

    public Task<Reply> BuyAsync(string token, string product) => PostAsync("/v1/purchases", token, new JsonObject
    {
        ["items"] = new JsonArray(new JsonObject { ["productId"] = product, ["quantity"] = 1 }),
        ["payment"] = new JsonObject { ["method"] = "simulated", ["token"] = "tok_ok" },
    });

    public async Task<int> AvailableAsync(string product) =>
        (int)(await SendAsync(new Ask("GET", $"/v1/products/{product}"))).Json["stock"]!["available"]!;

    /// <summary>Each acknowledged purchase is there as it was answered, and the stock is less by exactly as many units.</summary>
    public async Task AssertPresentAsync(string token, string product, int left, IEnumerable<Reply> acknowledged)
    {
        await Parallel.ForEachAsync(acknowledged, async (reply, _) =>
        {
            Assert.Equal(201, reply.Status);
            var read = await SendAsync(new Ask("GET", reply.Headers["Location"]).By(token));
            Assert.Equal((200, reply.Text), (read.Status, read.Text));
        });

        Assert.Equal(left, await AvailableAsync(product));
    }

    private async Task<string> SignInAsync(string email, string password)
    {
        var reply = await PostAsync("/v1/auth/token", null, new JsonObject { ["email"] = email, ["password"] = password });
        Assert.Equal(200, reply.Status);
        return (string)reply.Json["accessToken"]!;
    }

    private Task<Reply> PostAsync(string path, string? token, JsonNode body) =>
        SendAsync(new Ask("POST", path) { Token = token }.With(body.ToJsonString()));
}
