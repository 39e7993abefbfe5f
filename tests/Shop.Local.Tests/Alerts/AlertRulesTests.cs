using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shop.Local.Stack;
using Shop.Testing;

namespace Shop.Local.Tests.Alerts;

/// <summary>Each alert says what an operator needs, leads to a runbook and a board, and was seen to fire, to be silent and to end.</summary>
public sealed partial class AlertRulesTests
{
    private const string Always = "Watchdog";
    private static readonly string[] Severities = ["critical", "warning", "info", "none"];
    private static readonly string[] Boards = ["shop-overview", "shop-redis", "shop-api-replica", "shop-business", "shop-nginx", "shop-hosts"];

    public static TheoryData<string> Names => [.. AlertRule.All.Select(rule => rule.Name)];

    public static TheoryData<string> TestFiles => [.. AlertRule.Tests.Keys];

    [Fact]
    public async Task Promtool_finds_nothing_to_complain_about_in_the_rules()
    {
        var (code, output, errors) = await Shell.RunAsync($"promtool check rules --lint=all --lint-fatal {string.Join(' ', AlertRule.RuleFiles)}", []);

        Assert.True(code == 0, output + errors);
    }

    [Theory]
    [MemberData(nameof(TestFiles))]
    public async Task The_rules_do_what_their_tests_say(string file)
    {
        var (code, output, errors) = await Shell.RunAsync($"promtool test rules {Path.Combine(AlertRule.Folder, "tests", file)}", []);

        Assert.True(code == 0, output + errors);
    }

    [Fact]
    public void Each_file_of_rules_has_its_file_of_tests() => Assert.Equal(
        AlertRule.RuleFiles.Select(file => $"../rules/{Path.GetFileName(file)}"),
        AlertRule.Tests.Values.Select(tests => (string)tests["rule_files"]!.AsArray().Single()!));

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_alert_is_seen_to_be_silent_then_to_fire_then_to_end(string name)
    {
        var rule = Rule(name);
        var stories = AlertRule.Tests[rule.File]["tests"]!.AsArray().Select(test => Moments(test!, name)).ToList();

        Assert.Contains(stories, story => name == Always ? story.All(fires => fires) && story.Count > 0 : story is [false, true, false]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_alert_says_what_it_is_how_grave_and_where_to_read_on(string name)
    {
        var rule = Rule(name);

        Assert.Contains(rule.Severity, Severities);
        Assert.Equal(["dashboard_url", "description", "runbook_url", "summary"], rule.Annotations.Select(entry => entry.Key).Order(StringComparer.Ordinal));
        Assert.Equal(name.ToLowerInvariant(), rule.Link("runbook_url", "docs/operations.md#"));
        Assert.Contains(rule.Link("dashboard_url", "/d/"), ExistingBoards());
    }

    [Fact]
    public void Each_alert_has_a_runbook_and_each_runbook_its_alert() =>
        Assert.Equal(AlertRule.All.Select(rule => rule.Name).Order(StringComparer.Ordinal), Runbooks().Select(book => book.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void A_runbook_is_short_enough_to_be_read_at_night() => Assert.All(Runbooks(), book => Assert.InRange(book.Lines, 1, 8));

    [Fact]
    public void No_two_alerts_share_a_name() => Assert.Equal(AlertRule.All.Count, AlertRule.All.Select(rule => rule.Name).Distinct(StringComparer.Ordinal).Count());

    private static AlertRule Rule(string name) => AlertRule.All.First(rule => rule.Name == name);

    /// <summary>Whether the alert fires at each moment that a test looks at, in the test's own order.</summary>
    private static List<bool> Moments(JsonNode test, string name) =>
    [
        .. test["alert_rule_test"]!.AsArray()
            .Where(moment => (string?)moment!["alertname"] == name)
            .Select(moment => moment!["exp_alerts"]!.AsArray().Count > 0),
    ];

    /// <summary>Those that Grafana is given, where it is given any.</summary>
    private static IEnumerable<string> ExistingBoards()
    {
        var folder = Path.Combine(Repository.Root, "ops/grafana/dashboards");
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.json").Select(file => (string)JsonNode.Parse(File.ReadAllText(file))!["uid"]!)
            : Boards;
    }

    private static List<(string Name, int Lines)> Runbooks()
    {
        var section = Section().Match(File.ReadAllText(Path.Combine(Repository.Root, "docs/operations.md"))).Groups["text"].Value;
        return
        [
            .. section.Split("\n### ").Skip(1).Select(book => book.Split('\n'))
                .Select(lines => (lines[0], lines.Skip(1).Count(line => line.Length > 0 && !line.StartsWith("## ", StringComparison.Ordinal)))),
        ];
    }

    [GeneratedRegex(@"^## Alerts$(?<text>.*?)(^## |\z)", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Section();
}
