using Microsoft.Extensions.Configuration;
using Shop.Api.Limits;
using Shop.Data;

namespace Shop.Api.Tests.Limits;

public sealed class RateLimitsTests
{
    [Fact]
    public void They_are_on_and_generous_unless_somebody_says_otherwise()
    {
        var limits = From();

        Assert.True(limits.IsEnabled);
        Assert.Equal(["caller 12000/60", "login 60/60", "registration 60/60"],
            limits.All.Select(limit => $"{limit.Name} {limit.Requests}/{limit.Window.TotalSeconds}"));
    }

    [Fact]
    public void Each_can_be_set_and_all_be_turned_off()
    {
        Assert.Equal((7, TimeSpan.FromSeconds(30)), (From(("RATE_LIMIT_LOGIN", "7/30")).LogIn.Requests, From(("RATE_LIMIT_LOGIN", "7/30")).LogIn.Window));
        Assert.False(From(("RATE_LIMIT_ENABLED", "false")).IsEnabled);
    }

    [Theory]
    [InlineData("RATE_LIMIT_ENABLED", "no")]
    [InlineData("RATE_LIMIT_CALLER", "0/60")]
    [InlineData("RATE_LIMIT_CALLER", "60")]
    [InlineData("RATE_LIMIT_LOGIN", "60/0")]
    [InlineData("RATE_LIMIT_LOGIN", "6 / 60")]
    [InlineData("RATE_LIMIT_REGISTRATION", "60/60/60")]
    [InlineData("RATE_LIMIT_REGISTRATION", "1000001/60")]
    public void What_can_t_be_understood_keeps_the_process_from_starting(string name, string value) =>
        Assert.StartsWith(name, Assert.Throws<SettingException>(() => From((name, value))).Message, StringComparison.Ordinal);

    private static RateLimits From(params (string Name, string Value)[] settings) => RateLimits.From(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build());
}
