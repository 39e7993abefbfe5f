using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shop.Local.Nodes;
using Shop.Local.Stack;
using Shop.Testing;

namespace Shop.Compose.Tests;

/// <summary>docker-compose.yml by its text: what must hold for every service, also for one that is added later.</summary>
public sealed partial class ComposeFileTests
{
    private static readonly string[] WithoutShell = ["redis-exporter", "nginx-exporter"];

    public static TheoryData<string> Services => [.. ComposeFile.Services.Keys];

    [Fact]
    public void It_has_the_nodes_of_shop_and_grafana_and_whoever_makes_backups_and_secrets()
    {
        using var scratch = new ScratchShop();

        var expected = scratch.Layout.Nodes.Select(node => node.Name)
            .Concat(["grafana", "backups"]).Concat(ComposeFile.RunOnce).Concat(ComposeFile.OnDemand);

        Assert.Equal(expected.Order(StringComparer.Ordinal), ComposeFile.Services.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_redis_node_and_each_sentinel_has_a_volume_of_its_own()
    {
        var nodes = ComposeFile.Services.Where(service => IsRedis(service.Key)).ToList();

        var data = nodes.SelectMany(node => Volumes(node.Value)).Where(volume => volume.EndsWith(":/data", StringComparison.Ordinal)).ToList();

        Assert.Equal(6, nodes.Count);
        Assert.Equal(6, data.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Each_redis_node_and_each_sentinel_has_the_address_that_all_others_know()
    {
        foreach (var (name, service) in ComposeFile.Services.Where(service => IsRedis(service.Key)))
        {
            var address = (string)service["networks"]!["data"]!["ipv4_address"]!;
            var announced = service["environment"]![name.StartsWith("redis", StringComparison.Ordinal) ? "REDIS_ANNOUNCE_IP" : "SENTINEL_ANNOUNCE_IP"];

            Assert.Equal(address, (string?)announced);
            Assert.All(ComposeFile.Services.Values.Where(Knows), other => Assert.Equal(address, (string?)other["extra_hosts"]![name]));
        }

        bool Knows(JsonObject service) => service["extra_hosts"]?["redis-1"] is not null;
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Each_service_is_locked_down_and_bounded(string name)
    {
        var service = ComposeFile.Services[name];

        Assert.Equal("true", service["read_only"]?.ToJsonString());
        Assert.Equal(["ALL"], YamlFile.Texts(service["cap_drop"]));
        Assert.Equal(["no-new-privileges:true"], YamlFile.Texts(service["security_opt"]));
        Assert.Null(service["privileged"]);
        Assert.NotNull(service["logging"]?["options"]?["max-size"]);
        Assert.NotNull(service["logging"]?["options"]?["max-file"]);
        var limits = service["deploy"]?["resources"]?["limits"];
        Assert.All(["cpus", "memory", "pids"], limit => Assert.NotNull(limits?[limit]));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Each_service_comes_back_by_itself_as_somebody_who_is_not_root(string name)
    {
        var service = ComposeFile.Services[name];
        var runsOnce = ComposeFile.RunOnce.Contains(name);

        Assert.Equal(runsOnce ? null : "unless-stopped", (string?)service["restart"]);
        Assert.Equal(name == "secrets", ((string)service["user"]!).StartsWith("0:", StringComparison.Ordinal));
        Assert.Equal(name == "secrets" ? ["DAC_READ_SEARCH"] : [], YamlFile.Texts(service["cap_add"]));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Each_image_is_pinned_to_one_version(string name)
    {
        var service = ComposeFile.Services[name];
        string[] images = service["build"] is { } build
            ? [.. From().Matches(File.ReadAllText(Path.Combine(Repository.Root, (string)build["dockerfile"]!))).Select(line => line.Groups["image"].Value)]
            : [(string)service["image"]!];

        Assert.All(images, image => Assert.Matches(Pinned(), image));
        Assert.NotEmpty(images);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Each_service_says_whether_it_is_healthy_unless_its_image_has_no_shell(string name)
    {
        var service = ComposeFile.Services[name];
        var inImage = service["build"] is { } build
            && File.ReadAllText(Path.Combine(Repository.Root, (string)build["dockerfile"]!)).Contains("\nHEALTHCHECK", StringComparison.Ordinal);

        var isAsked = service["healthcheck"]?["disable"] is null && (inImage || service["healthcheck"]?["test"] is not null);

        Assert.Equal(!ComposeFile.RunOnce.Concat(WithoutShell).Contains(name), isAsked);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void No_service_but_nginx_can_be_reached_from_another_machine(string name)
    {
        var ports = YamlFile.Texts(ComposeFile.Services[name]["ports"]).ToList();

        Assert.Equal(name switch { "nginx" => 2, "prometheus" or "grafana" => 1, _ => 0 }, ports.Count);
        Assert.All(ports, port => Assert.Equal(name != "nginx", port.StartsWith("127.0.0.1:", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void No_secret_stands_in_a_command_or_in_the_environment(string name)
    {
        var service = ComposeFile.Services[name];
        var environment = service["environment"]?.AsObject() ?? [];

        Assert.DoesNotContain(environment, setting => Secret().IsMatch(setting.Key) && !setting.Key.EndsWith("_FILE", StringComparison.Ordinal));
        Assert.All(environment.Where(setting => Secret().IsMatch(setting.Key)), setting => Assert.StartsWith("/run/secrets/", (string)setting.Value!, StringComparison.Ordinal));
        Assert.All(YamlFile.Texts(service["command"]), word => Assert.DoesNotMatch(@"password=|PASSWORD\}", word));
    }

    [Fact]
    public void Whatever_is_mounted_out_of_the_repository_is_there()
    {
        var mounted = ComposeFile.Services.Values.SelectMany(Volumes).Where(volume => volume.StartsWith('.')).Select(volume => volume.Split(':')[0]);

        Assert.All(mounted, path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), path));
    }

    [Fact]
    public void Prometheus_watches_the_same_jobs_and_instances_as_under_shop()
    {
        using var scratch = new ScratchShop();
        var prometheus = scratch.Layout.Named("prometheus");
        PrivateFile.Directory(scratch.Layout.DirectoryOf(prometheus));
        PrometheusNode.Prepare(scratch.Layout, prometheus, new Settings(new Dictionary<string, string>(StringComparer.Ordinal)));

        Assert.Equal(
            Instances(Path.Combine(scratch.Layout.DirectoryOf(prometheus), "targets")),
            Instances(Path.Combine(Repository.Root, "ops/compose/targets")));
    }

    private static List<string> Instances(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.json")
            .SelectMany(file => JsonNode.Parse(File.ReadAllText(file))!.AsArray()
                .Select(group => $"{Path.GetFileNameWithoutExtension(file)} {(string)group!["labels"]!["instance"]!}"))
            .Order(StringComparer.Ordinal),
    ];

    private static bool IsRedis(string name) => RedisName().IsMatch(name);

    private static IEnumerable<string> Volumes(JsonObject service) => YamlFile.Texts(service["volumes"]);

    [GeneratedRegex("^(redis|sentinel)-[0-9]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RedisName();

    [GeneratedRegex(@"^FROM (?<image>\S+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex From();

    [GeneratedRegex(@":v?\d+\.\d+\.\d+(-alpine)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pinned();

    [GeneratedRegex("PASSWORD|SECRET_KEY|ADMIN_EMAIL", RegexOptions.None, 1000)]
    private static partial Regex Secret();
}
