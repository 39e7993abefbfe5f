using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Shop.Local.Stack;

namespace Shop.Local.Demo;

/// <summary>A client of the shop like any other, through the load balancer.</summary>
internal sealed class ShopClient(StackLayout layout) : IDisposable
{
    private const int Tries = 5;

    private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://{layout.Nginx.Address}"), Timeout = TimeSpan.FromSeconds(30) };

    public async Task<bool> IsEmptyAsync() => (await ProductsAsync(1)).Count == 0;

    public async Task<IReadOnlyList<JsonElement>> ProductsAsync(int limit)
    {
        var page = await SendAsync(HttpMethod.Get, $"/v1/products?limit={limit}", null, null, HttpStatusCode.OK);
        return [.. page.GetProperty("items").EnumerateArray()];
    }

    /// <summary>A customer registers and leaves again: two writes that leave nothing behind.</summary>
    public async Task TryAWriteAsync()
    {
        var (email, password) = NewCustomer();
        var user = await RegisterAsync(email, password, "First", "Customer");
        await SendAsync(HttpMethod.Delete, $"/v1/users/{user}", null, await SignInAsync(email, password), HttpStatusCode.NoContent);
    }

    public static (string Email, string Password) NewCustomer()
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N");
        return ($"customer.{id}@shop.example", $"demo-{id[^12..]}-password");
    }

    /// <summary>The new user's id.</summary>
    public async Task<string> RegisterAsync(string email, string password, string firstName, string lastName)
    {
        var user = await SendAsync(HttpMethod.Post, "/v1/users", new { email, password, firstName, lastName }, null, HttpStatusCode.Created);
        return user.GetProperty("id").GetString() ?? throw new Refusal("The API registered a user without an id.");
    }

    /// <summary>An access token.</summary>
    public async Task<string> SignInAsync(string email, string password)
    {
        var answer = await SendAsync(HttpMethod.Post, "/v1/auth/token", new { email, password }, null, HttpStatusCode.OK);
        return answer.GetProperty("accessToken").GetString() ?? throw new Refusal("The API answered a sign-in without a token.");
    }

    /// <summary>Whether it is new; one that is there already stays as it is.</summary>
    public async Task<bool> AddProductAsync(DemoProduct product, string token)
    {
        using var answer = await TryAsync(HttpMethod.Post, "/v1/products", product, token);
        return answer.StatusCode switch
        {
            HttpStatusCode.Created => true,
            HttpStatusCode.Conflict => false,
            _ => throw await RefusalAsync(answer),
        };
    }

    public Task BuyAsync(string productId, int quantity, string token) => SendAsync(
        HttpMethod.Post,
        "/v1/purchases",
        new { items = new[] { new { productId, quantity } }, payment = new { method = "simulated", token = "tok_ok" } },
        token,
        HttpStatusCode.Created);

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body, string? token, HttpStatusCode expected)
    {
        using var answer = await TryAsync(method, path, body, token);
        if (answer.StatusCode != expected)
        {
            throw await RefusalAsync(answer);
        }

        return expected == HttpStatusCode.NoContent ? default : await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Asked to come back later, it does.</summary>
    private async Task<HttpResponseMessage> TryAsync(HttpMethod method, string path, object? body, string? token)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(method, path);
            request.Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: JsonSerializerOptions.Web);
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            var answer = await _http.SendAsync(request);
            if (attempt == Tries || answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
            {
                return answer;
            }

            var wait = answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1);
            answer.Dispose();
            await Task.Delay(wait);
        }
    }

    private static async Task<Refusal> RefusalAsync(HttpResponseMessage answer)
    {
        var request = answer.RequestMessage;
        return new Refusal($"{request?.Method} {request?.RequestUri} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }
}
