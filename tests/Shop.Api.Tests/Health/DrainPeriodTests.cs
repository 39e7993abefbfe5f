using Microsoft.Extensions.Configuration;
using Shop.Api.Health;
using Shop.Data;

namespace Shop.Api.Tests.Health;

public sealed class DrainPeriodTests
{
    [Theory]
    [InlineData(null, 1)]
    [InlineData("", 1)]
    [InlineData("0", 0)]
    [InlineData("60", 60)]
    public void It_is_what_is_configured_and_one_second_by_default(string? configured, int seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), new DrainPeriod(Configured(configured)).Length);
    }

    [Theory]
    [InlineData("61")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("soon")]
    public void Anything_else_is_refused_with_its_key(string configured)
    {
        var refused = Assert.Throws<SettingException>(() => new DrainPeriod(Configured(configured)));

        Assert.Equal($"DRAIN_SECONDS must be a whole number from 0 to 60, not '{configured}'.", refused.Message);
    }

    private static IConfiguration Configured(string? seconds) =>
        new ConfigurationBuilder().AddInMemoryCollection([new(DrainPeriod.Key, seconds)]).Build();
}
