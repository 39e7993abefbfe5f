using System.Text.Json.Nodes;
using Shop.Testing;
using static Shop.Api.Tests.ShopApplication;

namespace Shop.Api.Tests.Users;

/// <summary>The two tokens of a log-in, and the calls that take them.</summary>
internal sealed record Login(ShopApplication Shop, string AccessToken, string RefreshToken)
{
    public static async Task<Login> AsAsync(ShopApplication shop, Customer customer, string password = Password)
    {
        var reply = await shop.LogInAsync(customer.Email, password);
        Assert.Equal(200, reply.Status);
        return Of(shop, reply);
    }

    public static Login Of(ShopApplication shop, Reply reply) =>
        new(shop, (string)reply.Json["accessToken"]!, (string)reply.Json["refreshToken"]!);

    public static Ask Call(string path, string? refreshToken, params (string, string)[] headers) =>
        new Ask("POST", path) { Headers = headers }.With(new JsonObject { ["refreshToken"] = refreshToken }.ToJsonString());

    public Task<Reply> RefreshAsync(params (string, string)[] headers) => Shop.SendAsync(Call("/v1/auth/refresh", RefreshToken, headers));

    public Task<Reply> LogOutAsync() => Shop.SendAsync(Call("/v1/auth/logout", RefreshToken));

    public async Task<Login> RefreshedAsync()
    {
        var reply = await RefreshAsync();
        Assert.Equal(200, reply.Status);
        return Of(Shop, reply);
    }

    public async Task AssertEndedAsync()
    {
        var (read, refreshed) = (await Shop.GetAsync("/v1/users/me", AccessToken), await RefreshAsync());
        Assert.Equal((401, "token-expired"), (read.Status, read.Code));
        Assert.Equal((401, "token-expired"), (refreshed.Status, refreshed.Code));
    }
}
