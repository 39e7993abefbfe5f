using System.Globalization;
using System.Security.Cryptography;
using Shop.Testing;
using static Shop.Api.Tests.ShopApplication;

namespace Shop.Api.Tests.Limits;

/// <summary>Two replicas with small limits on one Redis.</summary>
[Collection(SharedApplication.Name)]
public sealed class SharedLimitTests(ShopApplication shop)
{
    [Fact]
    public async Task Log_ins_and_registrations_from_one_address_are_counted_over_both_replicas()
    {
        var replicas = await shop.StartReplicasAsync(
            2, ("RATE_LIMIT_ENABLED", "true"), ("RATE_LIMIT_LOGIN", "4/3600"), ("RATE_LIMIT_REGISTRATION", "4/3600"));
        var here = ("X-Forwarded-For", $"2001:db8:{RandomNumberGenerator.GetInt32(0xFFFF):x}:1::7");
        var sameNetwork = ("X-Forwarded-For", here.Item2.Replace("::7", "::8", StringComparison.Ordinal));
        var customer = await shop.CustomerAsync();

        var logIns = await ManyAsync(replicas, _ => LogIn(customer.Email).Header(here.Item1, here.Item2));
        var registrations = await ManyAsync(replicas, _ => Register().Header(here.Item1, here.Item2));
        var neighbour = await shop.SendAsync(LogIn(customer.Email).Header(sameNetwork.Item1, sameNetwork.Item2), replicas[0]);
        var elsewhere = await shop.SendAsync(LogIn(customer.Email).Header("X-Forwarded-For", "2001:db8:ffff:2::7"), replicas[0]);

        AssertLimited(logIns, passes: 4, status: 200, "login");
        AssertLimited(registrations, passes: 4, status: 201, "registration");
        Assert.Equal((429, 200), (neighbour.Status, elsewhere.Status));
    }

    [Fact]
    public async Task A_caller_s_calls_are_counted_over_both_replicas_and_nobody_else_s()
    {
        var replicas = await shop.StartReplicasAsync(2, ("RATE_LIMIT_ENABLED", "true"), ("RATE_LIMIT_CALLER", "20/3600"));
        var (customer, other) = (await shop.CustomerAsync(), await shop.CustomerAsync());
        var mine = new Ask("GET", "/v1/users/me").By(customer.Token);

        var first = await shop.SendAsync(mine, replicas[0]);
        for (var i = 1; i < 20; i++)
        {
            Assert.Equal(200, (await shop.SendAsync(mine, replicas[0])).Status);
        }

        var refused = await shop.SendAsync(mine, replicas[0]);
        await Eventually.True(async () => (await shop.SendAsync(mine, replicas[1])).Status == 429, "the other replica has heard of it");

        Assert.Equal("\"caller\";q=20;w=3600", first.Headers["RateLimit-Policy"]);
        Assert.Equal("\"caller\";r=19;t=180", first.Headers["RateLimit"]);
        Assert.Equal((429, "rate-limited"), (refused.Status, refused.Code));
        Assert.StartsWith("\"caller\";r=0;", refused.Headers["RateLimit"], StringComparison.Ordinal);
        Assert.InRange(int.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 180);
        Assert.Equal(200, (await shop.SendAsync(mine.By(other.Token), replicas[1])).Status);
        Assert.Equal(200, (await shop.SendAsync(new Ask("GET", "/v1/products"), replicas[0])).Status); // nginx counts those who don't sign in
    }

    [Fact]
    public async Task Turned_off_there_are_no_limits_and_no_headers()
    {
        var customer = await shop.CustomerAsync();

        var reply = await shop.GetAsync("/v1/users/me", customer.Token);

        Assert.Equal((200, false), (reply.Status, reply.Headers.ContainsKey("RateLimit")));
    }

    private static Ask LogIn(string email) =>
        new Ask("POST", "/v1/auth/token").With($$"""{"email":"{{email}}","password":"{{Password}}"}""");

    private static Ask Register() => new Ask("POST", "/v1/users").With(Registration($"{Unique("ann")}@example.com"));

    private async Task<IReadOnlyList<Reply>> ManyAsync(IReadOnlyList<Uri> replicas, Func<int, Ask> ask) =>
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => shop.SendAsync(ask(i), replicas[i % replicas.Count])));

    private static void AssertLimited(IReadOnlyList<Reply> replies, int passes, int status, string policy)
    {
        Assert.Equal(passes, replies.Count(reply => reply.Status == status));
        Assert.All(replies, reply => Assert.Equal($"\"{policy}\";q=4;w=3600", reply.Headers["RateLimit-Policy"]));
        Assert.All(replies.Where(reply => reply.Status != status), reply =>
        {
            Assert.Equal((429, "rate-limited"), (reply.Status, reply.Code));
            Assert.InRange(int.Parse(reply.Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 900);
        });
    }
}
