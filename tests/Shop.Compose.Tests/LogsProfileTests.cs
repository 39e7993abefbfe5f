using System.Text.RegularExpressions;
using Shop.Local.Stack;
using Shop.Testing;

namespace Shop.Compose.Tests;

/// <summary>The profile "logs" by its text: its images cannot be had where the tests run.</summary>
public sealed partial class LogsProfileTests
{
    private static readonly string Alloy = File.ReadAllText(Path.Combine(Repository.Root, "ops/alloy/config.alloy"));

    [Fact]
    public void Loki_and_Alloy_run_only_when_they_are_asked_for()
    {
        var onDemand = ComposeFile.Services.Where(service => YamlFile.Texts(service.Value["profiles"]).Contains("logs", StringComparer.Ordinal));

        Assert.Equal(ComposeFile.OnDemand.Order(StringComparer.Ordinal), onDemand.Select(service => service.Key).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(
            ComposeFile.Services.Where(service => service.Value["profiles"] is null),
            service => service.Value["depends_on"]?.ToJsonString().Contains("loki", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Nobody_but_Alloy_is_given_the_socket_of_the_engine_and_it_may_only_read_the_file()
    {
        var given = ComposeFile.Services
            .SelectMany(service => YamlFile.Texts(service.Value["volumes"]).Select(volume => $"{service.Key} {volume}"))
            .Where(volume => volume.Contains("docker.sock", StringComparison.Ordinal));

        Assert.Equal(["alloy /var/run/docker.sock:/var/run/docker.sock:ro"], given);
    }

    [Fact]
    public void Labels_are_service_instance_and_level_and_the_trace_is_metadata()
    {
        var labels = Target().Matches(Alloy).Select(match => match.Groups["name"].Value).Concat(Named(Alloy, "stage.labels"));

        Assert.Equal(["instance", "level", "service"], labels.Order(StringComparer.Ordinal));
        Assert.Equal(["trace_id"], Named(Alloy, "stage.structured_metadata"));
    }

    [Fact]
    public void Whatever_receives_something_is_there()
    {
        var components = Component().Matches(Alloy).Select(match => $"{match.Groups["type"].Value}.{match.Groups["label"].Value}").ToHashSet(StringComparer.Ordinal);
        var used = Reference().Matches(Alloy).Select(match => match.Groups["component"].Value);

        Assert.NotEmpty(used);
        Assert.All(used, component => Assert.Contains(component, components));
        Assert.Equal(Alloy.Count('{'), Alloy.Count('}'));
    }

    [Fact]
    public void Loki_forgets_after_seven_days_and_writes_where_its_volume_is()
    {
        var loki = YamlFile.Read("ops/loki/loki.yml");

        Assert.Equal("168h", (string?)loki["limits_config"]!["retention_period"]);
        Assert.True((bool)loki["compactor"]!["retention_enabled"]!);
        Assert.True((bool)loki["limits_config"]!["allow_structured_metadata"]!);
        Assert.Equal("v13", (string?)loki["schema_config"]!["configs"]![0]!["schema"]);
        Assert.Contains("loki:/loki", YamlFile.Texts(ComposeFile.Services["loki"]["volumes"]));
        Assert.StartsWith("/loki/", (string?)loki["compactor"]!["working_directory"], StringComparison.Ordinal);
    }

    [Fact]
    public void Grafana_knows_Loki_and_still_asks_Prometheus_first()
    {
        var loki = YamlFile.Read("ops/grafana/provisioning/datasources/loki.yml")["datasources"]![0]!;

        Assert.Equal(("loki", "http://loki:3100"), ((string?)loki["uid"], (string?)loki["url"]));
        Assert.False((bool)loki["isDefault"]!);
        Assert.Contains("http://loki:3100/loki/api/v1/push", Alloy, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Named(string text, string stage) =>
        Key().Matches(Regex.Match(text, $$"""{{Regex.Escape(stage)}} \{\s*values = \{(?<inside>[^}]*)\}""", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Groups["inside"].Value).Select(key => key.Groups["key"].Value);

    [GeneratedRegex("target_label  = \"(?<name>[a-z_]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Target();

    [GeneratedRegex("(?<key>[a-z_]+) = ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();

    [GeneratedRegex("""^(?<type>[a-z.]+) "(?<label>[a-z]+)" \{""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Component();

    [GeneratedRegex(@"(?<component>(discovery|loki)(\.[a-z]+)+)\.(targets|output|receiver)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference();
}
