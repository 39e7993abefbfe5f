using Shop.Local.Commands;
using Shop.Local.Drill;

namespace Shop.Local.Tests.Drill;

public sealed class DrillOptionsTests
{
    [Fact]
    public void Names_and_options_may_stand_in_any_order()
    {
        var options = Read("kill-api", "--clients", "8", "pause-master", "--seconds=9", "--repeat", "3", "--alerts", "--report", "r.html");
        Assert.Equal(["kill-api", "pause-master"], options.Scenarios.Select(scenario => scenario.Name));
        Assert.True(options.Alerts);
        Assert.Equal((8, TimeSpan.FromSeconds(9), 3, "r.html"), (options.Clients, options.Time, options.Repeat, options.Report));
    }

    [Fact]
    public void All_is_every_scenario() => Assert.Equal(Scenario.All, Read("all").Scenarios);

    [Theory]
    [InlineData("Name one or more")]
    [InlineData("There is no scenario 'kill-bill'", "kill-bill")]
    [InlineData("--clients takes a whole number from 1 to 256, not '0'", "all", "--clients", "0")]
    [InlineData("--seconds takes a whole number from 6 to 60, not ''", "all", "--seconds")]
    [InlineData("drill does not take '--fast'", "all", "--fast")]
    public void What_it_can_not_do_it_refuses_with_a_sentence(string sentence, params string[] words) =>
        Assert.Contains(sentence, Assert.Throws<Refusal>(() => Read(words)).Message);

    [Fact]
    public void Without_a_name_it_lists_every_scenario()
    {
        var message = Assert.Throws<Refusal>(() => Read()).Message;
        Assert.All(Scenario.All, scenario => Assert.Contains($"{scenario.Name} ", message));
    }

    private static DrillOptions Read(params string[] words) => DrillOptions.Read(new Arguments(["drill", .. words]));
}
