using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shop.Data.Redis;
using Shop.Testing;

namespace Shop.Api.Tests;

/// <summary>The API as it ships, on a real Kestrel and a real Redis trio; each test makes its own data.</summary>
public sealed class ShopApplication : IAsyncLifetime
{
    public const string AdminEmail = "admin@shop.example";
    public const string AdminPassword = "the first admin's password";
    public const string Password = "a long enough password";

    private const string Secret = "a secret of thirty-two bytes or more";

    private readonly RedisTrio _trio = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly List<Server> _further = [];
    private Server? _server;
    private Server? _other;
    private Uri _address = null!;
    private Uri _otherAddress = null!;

    internal string AdminToken { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await _trio.InitializeAsync();
        (_server, _address) = Start(Secret, previous: "");
        (_other, _otherAddress) = Start("another secret of thirty-two bytes or more", previous: Secret);
        await Eventually.True(async () => (await SendAsync(new Ask("GET", "/health/ready"))).Status == 200, "the API is ready");
        await Eventually.True(
            async () => (await SendToOtherAsync(new Ask("GET", "/health/ready"))).Status == 200, "the other replica is ready");

        // Each try from another address: five from one would be too many.
        var tries = 0;
        await Eventually.True(
            async () => (await LogInAsync(AdminEmail, AdminPassword, ("X-Forwarded-For", $"192.0.2.{++tries % 256}"))).Status == 200,
            "the first admin can log in");
        AdminToken = (string)(await LogInAsync(AdminEmail, AdminPassword)).Json["accessToken"]!;
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        foreach (var server in (Server?[])[_server, _other, .. _further])
        {
            await (server?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        await _trio.DisposeAsync();
    }

    internal T Service<T>() where T : notnull => _server!.Services.GetRequiredService<T>();

    internal Task<Reply> SendAsync(Ask ask) => SendAsync(ask, _address);

    /// <summary>To a second replica that has a new <c>SECRET_KEY</c> already, and the first one's as the previous one.</summary>
    internal Task<Reply> SendToOtherAsync(Ask ask) => SendAsync(ask, _otherAddress);

    internal Task<Reply> GetAsync(string path, string? token = null) => SendAsync(new Ask("GET", path) { Token = token });

    internal Task<Reply> SendAsync(string method, string path, string? token, string? body = null, params (string, string)[] headers)
    {
        var ask = new Ask(method, path) { Token = token, Headers = headers };
        return SendAsync(body is null ? ask : ask.With(body));
    }

    internal Task<Reply> PostAsync(string path, string? token, string body, params (string, string)[] headers) =>
        SendAsync("POST", path, token, body, headers);

    internal Task<Reply> LogInAsync(string email, string password, params (string, string)[] headers) =>
        PostAsync("/v1/auth/token", null, new JsonObject { ["email"] = email, ["password"] = password }.ToJsonString(), headers);

    /// <summary>Further replicas on the same Redis, with settings of their own; ended with the application.</summary>
    internal async Task<IReadOnlyList<Uri>> StartReplicasAsync(int count, params (string Name, string Value)[] settings)
    {
        var started = Enumerable.Range(0, count).Select(_ => Start(Secret, previous: "", settings)).ToList();
        _further.AddRange(started.Select(each => each.Server));
        foreach (var (_, address) in started)
        {
            await Eventually.True(async () => (await SendAsync(new Ask("GET", "/health/ready"), address)).Status == 200, "the replica is ready");
        }

        return [.. started.Select(each => each.Address)];
    }

    internal static string Unique(string prefix) => $"{prefix}-{Guid.CreateVersion7():N}";

    /// <summary>A registered customer who is signed in.</summary>
    internal async Task<Customer> CustomerAsync()
    {
        var email = $"{Unique("ann")}@example.com";
        var registered = await PostAsync("/v1/users", null, Registration(email));
        Assert.Equal(201, registered.Status);
        return new Customer((string)registered.Json["id"]!, email, (string)(await LogInAsync(email, Password)).Json["accessToken"]!);
    }

    internal static string Registration(string email) =>
        new JsonObject { ["email"] = email, ["password"] = Password, ["firstName"] = "Ann", ["lastName"] = "Lee" }.ToJsonString();

    /// <summary>A product's JSON as the admin gets it.</summary>
    internal async Task<JsonNode> ProductAsync(long stock = 10, long amount = 1999, string status = "active")
    {
        var created = await PostAsync("/v1/products", AdminToken, Product(stock, amount, status));
        Assert.Equal(201, created.Status);
        return created.Json;
    }

    internal static string Product(long stock = 10, long amount = 1999, string status = "active", string? sku = null) => new JsonObject
    {
        ["sku"] = sku ?? Unique("sku"),
        ["name"] = "Tea pot",
        ["price"] = new JsonObject { ["amount"] = amount, ["currency"] = "EUR" },
        ["initialStock"] = stock,
        ["status"] = status,
    }.ToJsonString();

    internal static string Purchase(JsonNode product, int quantity = 1, string? payment = null)
    {
        var purchase = new JsonObject
        {
            ["items"] = new JsonArray(new JsonObject { ["productId"] = (string)product["id"]!, ["quantity"] = quantity }),
        };
        if (payment is not null)
        {
            purchase["payment"] = Payment(payment);
        }

        return purchase.ToJsonString();
    }

    internal static JsonObject Payment(string token) => new() { ["method"] = "simulated", ["token"] = token };

    internal async Task<Reply> SendAsync(Ask ask, Uri address)
    {
        using var request = ask.ToRequest(address);
        using var response = await _client.SendAsync(request);
        return await Reply.OfAsync(response);
    }

    private (Server Server, Uri Address) Start(string secret, string previous, params (string Name, string Value)[] settings)
    {
        var server = new Server(_trio, secret, previous, settings);
        server.UseKestrel(0);
        server.StartServer();
        return (server, server.ClientOptions.BaseAddress);
    }

    internal sealed record Customer(string Id, string Email, string Token);

    private sealed class Server(RedisTrio trio, string secret, string previous, (string Name, string Value)[] settings) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            Usual(builder);
            foreach (var (name, value) in settings)
            {
                builder.UseSetting(name, value);
            }
        }

        private void Usual(IWebHostBuilder builder) => builder
            .UseEnvironment("Production")
            .UseSetting("SECRET_KEY", secret)
            .UseSetting("SECRET_KEY_PREVIOUS", previous)
            .UseSetting("RATE_LIMIT_ENABLED", "false")
            .UseSetting("SHOP_ADMIN_EMAIL", AdminEmail)
            .UseSetting("SHOP_ADMIN_PASSWORD", AdminPassword)
            .UseSetting("DRAIN_SECONDS", "0")
            .ConfigureServices(services => services.AddSingleton(Patient()))
            .ConfigureLogging(logging => logging.ClearProviders());

        // Whether a call was counted must not depend on how busy the machine is.
        private RedisOptions Patient() => new()
        {
            Sentinels = trio.Sentinels.Split(','),
            MasterName = trio.MasterName,
            Password = trio.Password,
            CountLimit = TimeSpan.FromSeconds(30),
        };
    }
}

[CollectionDefinition(Name)]
public sealed class SharedApplication : ICollectionFixture<ShopApplication>
{
    public const string Name = "The API on one Redis trio";
}
