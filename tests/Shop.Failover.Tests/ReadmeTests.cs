using System.Globalization;
using System.Text.RegularExpressions;
using Shop.Local.Demo;
using Shop.Local.Stack;
using Shop.Testing;

namespace Shop.Failover.Tests;

/// <summary>README.md, word for word, on a shop that was just started.</summary>
public sealed partial class ReadmeTests : IAsyncLifetime
{
    private readonly RunningShop _shop = new();
    private readonly string _readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    public Task InitializeAsync() => _shop.InitializeAsync();

    public Task DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Every_command_does_what_it_says()
    {
        // The two commands themselves have run: up started this shop, and test is running. DrillTests drill.
        var commands = Blocks().Matches(_readme).SelectMany(block => block.Groups["lines"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Where(line => line is not ("./shop up" or "./shop test" or "./shop drill all"));
        var script = "set -e\n" + Local().Replace(string.Join('\n', commands), match => $"http://127.0.0.1:{Shifted(match.Groups["port"].Value)}");

        var (code, output, errors) = await _shop.RunScriptAsync(script);

        Assert.True(code == 0, errors + output);
        Assert.Equal(2, Paid().Count(output));
        var available = Available().Matches(output).Select(match => int.Parse(match.Groups["units"].Value, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(available[0] - 2, available[^1]);
        Assert.True(Master("1").IsMatch(output) && Master("[23]").IsMatch(output), output);
        Assert.Contains("Stopped.", output, StringComparison.Ordinal);
        await _shop.RunAsync("up");
    }

    [Fact]
    public void The_lines_that_up_prints_are_the_readme_s()
    {
        Assert.Contains(string.Join('\n', Welcome.Lines("http://127.0.0.1:8080")), _readme, StringComparison.Ordinal);
        Assert.Contains(string.Join('\n', Welcome.Lines(_shop.BaseAddress.GetLeftPart(UriPartial.Authority))), _shop.Welcome, StringComparison.Ordinal);
    }

    private static Regex Master(string node) => new($"redis-{node} +│ redis +│ master", RegexOptions.None, TimeSpan.FromSeconds(1));

    private int Shifted(string port) => int.Parse(port, CultureInfo.InvariantCulture) + _shop.Offset;

    [GeneratedRegex("```bash\n(?<lines>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"http://127\.0\.0\.1:(?<port>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Local();

    [GeneratedRegex("\"status\":\"paid\"", RegexOptions.None, 1000)]
    private static partial Regex Paid();

    [GeneratedRegex(@"""available"":(?<units>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Available();
}
