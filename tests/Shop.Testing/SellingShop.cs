using System.Text.Json.Nodes;

namespace Shop.Testing;

/// <summary>The whole stack as a user starts it, and a client that buys in it.</summary>
public sealed class SellingShop : IAsyncLifetime
{
    /// <summary>Every customer's.</summary>
    public const string Password = "a long enough password";

    private readonly RunningShop _shop = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(40) };
    private string? _adminToken;

    public RunningShop Stack => _shop;

    public Task InitializeAsync() => _shop.InitializeAsync();

    public Task DisposeAsync()
    {
        _client.Dispose();
        return _shop.DisposeAsync();
    }

    public async Task<JsonNode> StatusAsync() => JsonNode.Parse(await _shop.RunAsync("status", "--json"))!;

    public async Task<JsonNode> NodeAsync(string name) => (await StatusAsync())["nodes"]!.AsArray().Single(node => (string?)node!["name"] == name)!;

    public async Task<string> MasterAsync() =>
        (string)(await StatusAsync())["nodes"]!.AsArray().Single(node => (string?)node!["role"] == "master")!["name"]!;

    /// <summary>One master and two replicas, all running, by their own word too, and both API replicas read from both.</summary>
    public Task BecomesWholeAsync() => Eventually.True(
        async () =>
        {
            var redis = (await StatusAsync())["nodes"]!.AsArray().Where(node => (string?)node!["kind"] == "redis").ToList();
            var own = await Task.WhenAll(redis.Select(node => _shop.RoleAsync((string)node!["name"]!)));
            return redis.All(node => (string?)node!["state"] == "running")
                && redis.Select(node => (string?)node!["role"]).Order(StringComparer.Ordinal).SequenceEqual(["master", "replica", "replica"])
                && own.Order(StringComparer.Ordinal).SequenceEqual(["master", "slave", "slave"])
                && await EachReplicaReadsFromBothAsync();
        },
        "one master and two replicas run, and both API replicas read from both",
        TimeSpan.FromSeconds(90));

    private async Task<bool> EachReplicaReadsFromBothAsync()
    {
        try
        {
            var pages = await Task.WhenAll(_shop.Metrics.Select(page => _client.GetStringAsync(page)));
            return pages.All(page => page.Contains("\nshop_redis_read_set 2\n", StringComparison.Ordinal));
        }
        catch (HttpRequestException)
        {
            return false; // it is being restarted
        }
    }

    public Task<Reply> SendAsync(Ask ask) => SendAsync(ask, _shop.BaseAddress);

    /// <summary>Past nginx, to one API replica.</summary>
    public async Task<Reply> SendAsync(Ask ask, Uri server)
    {
        using var request = ask.ToRequest(server);
        using var response = await _client.SendAsync(request);
        return await Reply.OfAsync(response);
    }

    public async Task<JsonNode> JsonAsync(Uri server, string path) => JsonNode.Parse(await _client.GetStringAsync(new Uri(server, path)))!;

    /// <param name="body">Null for none.</param>
    public Task<Reply> SendAsync(string method, string path, string? token, string? body = null, params (string, string)[] headers)
    {
        var ask = new Ask(method, path) { Token = token, Headers = headers };
        return SendAsync(body is null ? ask : ask.With(body));
    }

    public Task<Reply> GetAsync(string path, string? token = null) => SendAsync(new Ask("GET", path) { Token = token });

    public Task<Reply> PostAsync(string path, string? token, JsonNode body, params (string, string)[] headers) =>
        SendAsync(new Ask("POST", path) { Token = token, Headers = headers }.With(body.ToJsonString()));

    public static string Unique(string prefix) => $"{prefix}-{Guid.CreateVersion7():N}";

    public static JsonObject Registration(string email) =>
        new() { ["email"] = email, ["password"] = Password, ["firstName"] = "Ann", ["lastName"] = "Lee" };

    /// <summary>A new customer's token.</summary>
    public async Task<string> CustomerAsync() => (await AccountAsync()).Token;

    /// <summary>A new customer who is signed in.</summary>
    public async Task<Account> AccountAsync()
    {
        var email = $"{Unique("ann")}@example.com";
        Assert.Equal(201, (await PostAsync("/v1/users", null, Registration(email))).Status);
        return await SignInAsync(email, Password);
    }

    public async Task<Account> SignInAsync(string email, string password)
    {
        var reply = await LogInAsync(email, password);
        Assert.Equal(200, reply.Status);
        var session = reply.Json;
        return new Account((string)session["user"]!["id"]!, email, (string)session["accessToken"]!, (string)session["refreshToken"]!);
    }

    public Task<Reply> LogInAsync(string email, string password) =>
        PostAsync("/v1/auth/token", null, new JsonObject { ["email"] = email, ["password"] = password });

    /// <summary>The first admin's token.</summary>
    public async Task<string> AdminAsync() => _adminToken ??= (await SignInAsync(_shop.AdminEmail, _shop.AdminPassword)).Token;

    /// <summary>A new product's id.</summary>
    public async Task<string> ProductAsync(int stock)
    {
        var product = new JsonObject
        {
            ["sku"] = Unique("sku"),
            ["name"] = "Tea pot",
            ["price"] = new JsonObject { ["amount"] = 1999, ["currency"] = "EUR" },
            ["initialStock"] = stock,
        };
        var reply = await PostAsync("/v1/products", await AdminAsync(), product);
        Assert.Equal(201, reply.Status);
        return (string)reply.Json["id"]!;
    }

    public async Task<int> AvailableAsync(string product) => (int)(await GetAsync($"/v1/products/{product}")).Json["stock"]!["available"]!;

    public Task<Reply> BuyAsync(string token, string product, int quantity = 1, params (string, string)[] headers)
    {
        var body = new JsonObject
        {
            ["items"] = new JsonArray(new JsonObject { ["productId"] = product, ["quantity"] = quantity }),
            ["payment"] = new JsonObject { ["method"] = "simulated", ["token"] = "tok_ok" },
        };
        return PostAsync("/v1/purchases", token, body, headers);
    }

    /// <summary>Which API replica answered each request, by nginx's access log.</summary>
    public async Task<IReadOnlyList<string>> UpstreamsAsync(IEnumerable<Reply> replies)
    {
        var wanted = replies.Select(reply => reply.Headers["X-Request-Id"]).ToList();
        Dictionary<string, string> upstreams = [];
        await Eventually.True(
            async () =>
            {
                upstreams = (await _shop.LogAsync("nginx")).Split('\n').Where(line => line.StartsWith('{'))
                    .Select(line => JsonNode.Parse(line)!)
                    .GroupBy(entry => (string)entry["request_id"]!, StringComparer.Ordinal)
                    .ToDictionary(entries => entries.Key, entries => (string)entries.First()["upstream_addr"]!, StringComparer.Ordinal);
                return wanted.All(upstreams.ContainsKey);
            },
            "nginx has logged every request");
        return [.. wanted.Select(id => upstreams[id])];
    }

    /// <summary>Somebody who is signed in.</summary>
    public sealed record Account(string Id, string Email, string Token, string RefreshToken);
}
