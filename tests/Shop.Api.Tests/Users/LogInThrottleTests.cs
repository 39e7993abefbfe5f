using System.Globalization;
using Shop.Testing;
using static Shop.Api.Tests.ShopApplication;

namespace Shop.Api.Tests.Users;

/// <summary>With RATE_LIMIT_ENABLED=false, which is not about this.</summary>
[Collection(SharedApplication.Name)]
public sealed class LogInThrottleTests(ShopApplication shop)
{
    private static readonly (string, string) Here = ("X-Forwarded-For", "203.0.113.1");
    private static readonly (string, string) There = ("X-Forwarded-For", "203.0.113.2");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_5_failures_nobody_gets_in_from_there_known_or_not(bool isKnown)
    {
        var email = isKnown ? (await shop.CustomerAsync()).Email : $"{Unique("nobody")}@example.com";
        for (var i = 0; i < 5; i++)
        {
            var failed = await shop.LogInAsync(email, "not the password", Here);
            Assert.Equal((401, "invalid-credentials"), (failed.Status, failed.Code));
        }

        var refused = await shop.LogInAsync(email.ToUpperInvariant(), Password, Here);
        var onTheOther = await shop.SendToOtherAsync(
            new Ask("POST", "/v1/auth/token") { Headers = [Here] }.With($$"""{"email":"{{email}}","password":"{{Password}}"}"""));
        var elsewhere = await shop.LogInAsync(email, Password, There);

        Assert.Equal((429, "rate-limited"), (refused.Status, refused.Code));
        Assert.InRange(int.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 900);
        Assert.Equal((429, "rate-limited"), (onTheOther.Status, onTheOther.Code));
        Assert.Equal(isKnown ? 200 : 401, elsewhere.Status);
    }

    [Fact]
    public async Task A_success_clears_the_count()
    {
        var customer = await shop.CustomerAsync();
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 4; i++)
            {
                Assert.Equal(401, (await shop.LogInAsync(customer.Email, "not the password", Here)).Status);
            }

            Assert.Equal(200, (await shop.LogInAsync(customer.Email, Password, Here)).Status);
        }
    }

    [Fact]
    public async Task Of_20_parallel_guesses_5_are_judged()
    {
        var customer = await shop.CustomerAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => shop.LogInAsync(customer.Email, $"guess number {n}", Here)));

        Assert.Equal((5, 15), (replies.Count(reply => reply.Status == 401), replies.Count(reply => reply.Status == 429)));
    }

    [Fact]
    public async Task What_a_client_says_about_its_address_does_not_count()
    {
        var email = $"{Unique("nobody")}@example.com";
        for (var i = 0; i < 5; i++)
        {
            await shop.LogInAsync(email, Password, ("X-Forwarded-For", $"10.0.0.{i}, 203.0.113.3"));
        }

        Assert.Equal(429, (await shop.LogInAsync(email, Password, ("X-Forwarded-For", "203.0.113.3"))).Status);
    }
}
