using System.Text.RegularExpressions;
using Shop.Local.Stack;
using Shop.Testing;

namespace Shop.Local.Tests.Alerts;

/// <summary>Who hears of which alert: by amtool's word, and by a real Alertmanager's deeds.</summary>
public sealed partial class AlertRoutesTests(AlertmanagerRig rig) : IClassFixture<AlertmanagerRig>
{
    private static readonly string Template = Path.Combine(Repository.Root, "ops/alertmanager/alertmanager.yml");

    public static TheoryData<string> Severities => [.. AlertRule.All.Select(rule => rule.Severity).Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Severities))]
    public async Task What_is_critical_pages_the_watchdog_is_a_heartbeat_and_the_rest_are_tickets(string severity)
    {
        var receiver = severity switch { "critical" => "page", "none" => "heartbeat", _ => "ticket" };
        foreach (var rule in AlertRule.All.Where(rule => rule.Severity == severity))
        {
            var (code, output, errors) = await Shell.RunAsync(
                $"amtool config routes test --config.file={Template} --verify.receivers={receiver} alertname={rule.Name} severity={severity}", []);

            Assert.True(code == 0, output + errors);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("ALERT_PAGE_URL=http://127.0.0.1:9/page")]
    [InlineData("ALERT_PAGE_URL='https://pages.example/a\\b\"c' ALERT_TICKET_URL=https://tickets.example ALERT_HEARTBEAT_URL=https://beats.example/1")]
    public async Task Amtool_accepts_what_the_start_script_renders(string settings)
    {
        var directory = TestFolder.Make("rendered");
        try
        {
            var (code, output, errors) = await Shell.RunAsync(
                $"{settings} {Repository.Root}/ops/alertmanager/start-alertmanager.sh {directory} --version "
                + $"&& amtool check-config {directory}/alertmanager.yml && grep -c 'url:' {directory}/alertmanager.yml",
                []);

            Assert.Contains("SUCCESS", output + errors);
            Assert.Equal(settings.Length == 0 ? (1, "0") : (0, $"{settings.Split("_URL=").Length - 1}"), (code, output.TrimEnd().Split('\n')[^1]));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task A_webhook_may_come_out_of_a_file_that_may_be_empty()
    {
        var directory = TestFolder.Make("rendered");
        try
        {
            var (code, output, errors) = await Shell.RunAsync(
                $"cd {directory} && echo http://127.0.0.1:9/page >page && : >ticket && ALERT_PAGE_URL_FILE=page ALERT_TICKET_URL_FILE=ticket "
                + $"{Repository.Root}/ops/alertmanager/start-alertmanager.sh {directory} --version >/dev/null && grep -A 2 'name:' alertmanager.yml",
                []);

            Assert.True(code == 0, errors);
            Assert.Equal(["url: \"http://127.0.0.1:9/page\""], Urls().Matches(output).Select(match => match.Value));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public void Only_alerts_that_exist_mute_or_are_muted()
    {
        var patterns = YamlFile.Read(Template)["inhibit_rules"]!.AsArray()
            .SelectMany(rule => rule!["source_matchers"]!.AsArray().Concat(rule["target_matchers"]!.AsArray()))
            .SelectMany(matcher => Pattern().Match((string)matcher!).Groups["names"].Value.Split('|'))
            .ToList();

        Assert.NotEmpty(patterns);
        Assert.All(patterns, pattern => Assert.Contains(AlertRule.All, rule => Regex.IsMatch(rule.Name, $"^{pattern}$", RegexOptions.None, TimeSpan.FromSeconds(1))));
    }

    [Fact]
    public async Task Of_an_incident_the_operator_gets_one_page_and_nothing_that_only_follows_from_it()
    {
        var began = TimeProvider.System.GetTimestamp();

        await rig.FireAsync([.. Rules("RedisNoMaster", "RedisNodeDown", "WritesFail", "WritesHeld", "ErrorBudgetBurnsFast", "ReadSetSmall", "RedisTwoMasters")]);

        Assert.Equal(["ErrorBudgetBurnsFast", "ReadSetSmall", "WritesFail", "WritesHeld"], await rig.MutedAsync());
        await Eventually.True(() => rig.Inbox.Since(began).Count == 3, "three alerts have arrived");
        var notices = rig.Inbox.Since(began);
        Assert.Equal(["RedisNoMaster", "RedisNodeDown", "RedisTwoMasters"], notices.Select(notice => notice.Name).Order(StringComparer.Ordinal));
        Assert.Single(notices.Where(notice => notice.Severity == "critical").Select(notice => notice.Fired).Distinct());
    }

    private static IEnumerable<AlertRule> Rules(params string[] names) => names.Select(name => AlertRule.All.Single(rule => rule.Name == name));

    [GeneratedRegex(@"^alertname =~? ""?(?<names>[^""]+)""?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();

    [GeneratedRegex("url: .*", RegexOptions.None, 1000)]
    private static partial Regex Urls();
}
