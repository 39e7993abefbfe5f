using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shop.Local.Stack;
using Shop.Testing;

namespace Shop.Compose.Tests;

/// <summary>ops/swarm/stack.yml has what docker-compose.yml has; where it must differ, the reason stands here.</summary>
public sealed partial class StackFileTests
{
    public static TheoryData<string> Services => [.. StackFile.Services.Keys];

    [Fact]
    public void It_has_the_services_of_compose_but_those_that_run_once_or_on_demand()
    {
        // make-secrets.sh beside it makes the secrets, and a restore is done on each machine: docs/operations.md.
        Assert.Equal(
            ComposeFile.Services.Keys.Except(ComposeFile.RunOnce).Except(ComposeFile.OnDemand).Order(StringComparer.Ordinal),
            StackFile.Services.Keys.Select(StackFile.Original).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Each_service_runs_the_same_program_in_the_same_way(string name)
    {
        var (service, original) = Pair(name);

        foreach (var setting in (string[])["image", "user", "entrypoint", "command", "stop_signal", "read_only", "cap_drop", "init", "logging", "healthcheck"])
        {
            Assert.Equal(Expected(name, setting, original[setting]), service[setting]?.ToJsonString());
        }

        // Anchors hand a longer one down where compose takes the usual 10 s.
        Assert.Equal((string?)original["stop_grace_period"] ?? "10s", (string?)service["stop_grace_period"] ?? "10s");
        Assert.Equal(
            original["deploy"]!["resources"]!["limits"]!.ToJsonString(), service["deploy"]!["resources"]!["limits"]!.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Each_service_has_the_same_settings_with_names_for_addresses(string name)
    {
        var (service, original) = Pair(name);

        Assert.Equal(Named(original["environment"]), Named(service["environment"]));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Each_service_has_the_same_volumes_and_networks(string name)
    {
        var (service, original) = Pair(name);
        string[] tmpfs = [.. YamlFile.Texts(original["tmpfs"])];

        Assert.Equal(tmpfs, Mounts(service).OfType<JsonObject>().Select(mount => (string)mount["target"]!));
        Assert.All(Mounts(service).OfType<JsonObject>(), mount => Assert.Equal("tmpfs", (string?)mount["type"]));
        Assert.Equal(
            Mounts(original).Select(mount => (string)mount!).Where(mount =>
                !IsOps(mount) && !mount.StartsWith("secrets-", StringComparison.Ordinal) && !mount.StartsWith("certificate:", StringComparison.Ordinal)), // there it is the operator's
            Mounts(service).OfType<JsonValue>().Select(mount => (string)mount!));
        Assert.Equal(NetworkNames(original["networks"]).Order(StringComparer.Ordinal), NetworkNames(service["networks"]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Each_service_finds_the_same_files_at_the_same_place(string name)
    {
        var (service, original) = Pair(name);
        var files = StackFile.Files(service);

        foreach (var (target, source) in Mounts(original).Select(mount => (string)mount!).Where(IsOps).SelectMany(mount => Needed(name, mount)))
        {
            Assert.True(files.TryGetValue(target, out var file), $"{name} lacks {source} at {target}: add it to the configs.");
            Assert.Contains(file, (string[])[source, source.Replace("ops/compose/targets/", "ops/swarm/targets/", StringComparison.Ordinal)]);
        }

        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(Repository.Root, file.Value)), file.Value));
    }

    [Fact]
    public async Task Each_service_has_the_secrets_that_it_has_in_compose()
    {
        var folder = TestFolder.Make("secrets");
        try
        {
            var script = Path.Combine(Repository.Root, "ops/compose/make-secrets.sh");
            using var made = Process.Start("dash", [script, Path.Combine(folder, ".env"), folder]);
            await made.WaitForExitAsync();

            foreach (var (name, service) in StackFile.Services)
            {
                var volume = Mounts(ComposeFile.Services[StackFile.Original(name)]).Select(mount => (string)mount!)
                    .FirstOrDefault(mount => mount.StartsWith("secrets-", StringComparison.Ordinal));
                var expected = volume is null ? [] : Directory.EnumerateFiles(Path.Combine(folder, volume.Split(':')[0]["secrets-".Length..])).Select(Path.GetFileName);
                Assert.Equal(expected.Order(StringComparer.Ordinal), Sources(service["secrets"]).Order(StringComparer.Ordinal));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Each_service_is_placed_by_a_label_and_replaced_without_harm(string name)
    {
        var deploy = StackFile.Services[name]["deploy"]!;
        var update = deploy["update_config"]!;
        var isApi = StackFile.Original(name).StartsWith("api-", StringComparison.Ordinal);

        Assert.Matches("^node.labels.shop-[a-z0-9-]+ == true$", Assert.Single(YamlFile.Texts(deploy["placement"]!["constraints"])));
        Assert.Equal("any", (string?)deploy["restart_policy"]!["condition"]);
        Assert.Equal(isApi ? "${SHOP_ENDPOINT_MODE:-vip}" : "dnsrr", (string?)deploy["endpoint_mode"]);
        Assert.Equal(isApi ? ("start-first", "rollback") : ("stop-first", "pause"), ((string?)update["order"], (string?)update["failure_action"]));
        Assert.Equal(isApi ? "start-first" : null, (string?)deploy["rollback_config"]?["order"]);
    }

    [Fact]
    public void A_redis_node_and_a_sentinel_are_on_each_of_three_machines()
    {
        foreach (var kind in (string[])["redis", "sentinel"])
        {
            var nodes = StackFile.Services.Where(service => Node().IsMatch(service.Key) && service.Key.StartsWith(kind, StringComparison.Ordinal)).ToList();

            Assert.Equal(3, nodes.Count);
            Assert.All(nodes, node => Assert.Equal(
                $"node.labels.shop-{node.Key[^1]} == true", Assert.Single(YamlFile.Texts(node.Value["deploy"]!["placement"]!["constraints"]))));
        }
    }

    [Fact]
    public void Every_config_and_secret_has_a_version_in_its_name_and_is_used()
    {
        var used = StackFile.Services.Values.SelectMany(service => Sources(service["configs"]).Concat(Sources(service["secrets"]))).ToHashSet(StringComparer.Ordinal);
        var all = StackFile.Configs.Concat(StackFile.Secrets).ToList();

        Assert.All(all, entry => Assert.Matches($@"^shop-{Regex.Escape(entry.Key)}-\$\{{SHOP_[A-Z]+_VERSION:-1\}}$", (string)entry.Value["name"]!));
        Assert.Equal(all.Select(entry => entry.Key).Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
    }

    private static (JsonObject Service, JsonObject Original) Pair(string name) =>
        (StackFile.Services[name], ComposeFile.Services[StackFile.Original(name)]);

    private static string? Expected(string name, string setting, JsonNode? original) => (StackFile.Original(name), setting) switch
    {
        // Every machine pulls it from a registry, so it has a name of the operator's.
        ("api-1" or "api-2", "image") => "\"${SHOP_API_IMAGE:?the image that every machine can pull, with its tag}\"",
        // Much data takes long to load, and what is not healthy is ended here.
        ("redis-1" or "redis-2" or "redis-3", "healthcheck") =>
            original!.ToJsonString().Replace("\"start_period\":\"60s\"", "\"start_period\":\"10m\"", StringComparison.Ordinal),
        // A task has no name until it is healthy, and Redis needs the Sentinels' to start.
        ("sentinel-1" or "sentinel-2" or "sentinel-3", "healthcheck") =>
            original!.ToJsonString().Replace("sentinel ckquorum \\u0022$$REDIS_MASTER_NAME\\u0022 | grep -q ^OK", "ping | grep -q PONG", StringComparison.Ordinal),
        // Each nginx has an exporter.
        ("nginx-exporter", "command") => original!.ToJsonString().Replace("//nginx:", $"//nginx-{name[^1]}:", StringComparison.Ordinal),
        _ => original?.ToJsonString(),
    };

    /// <summary>Addresses replaced by the names that they have in compose.</summary>
    private static SortedDictionary<string, string> Named(JsonNode? environment)
    {
        var names = ComposeFile.Services.Values.SelectMany(service => service["extra_hosts"]?.AsObject() ?? [])
            .DistinctBy(host => host.Key).Select(host => (host.Key, Address: (string)host.Value!)).OrderByDescending(host => host.Address.Length).ToList();
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (setting, value) in environment?.AsObject() ?? [])
        {
            settings[setting] = names.Aggregate((string)value!, (text, host) => text.Replace(host.Address, host.Key, StringComparison.Ordinal));
        }

        return settings;
    }

    /// <summary>What is needed of a mount of ops/, or a part of it: the file's path in the container and in the repository.</summary>
    private static IEnumerable<(string Target, string Source)> Needed(string name, string mount)
    {
        var (source, target) = (mount.Split(':')[0][2..], mount.Split(':')[1]);
        string[] folders = (source, StackFile.Original(name)) switch
        {
            ("ops", "nginx") => ["nginx", "compose/nginx"],
            ("ops", "alertmanager") => ["alertmanager"],
            ("ops", _) => ["redis"],
            _ => [""],
        };
        return folders.SelectMany(folder => Below(source, folder))
            .Where(file => Path.GetFileName(file) != "kustomization.yaml")
            .Select(file => (Path.Join(target, file[source.Length..]), file));
    }

    private static IEnumerable<string> Below(string source, string folder)
    {
        var path = Path.Combine(Repository.Root, source, folder);
        return File.Exists(path)
            ? [source]
            : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Repository.Root, file));
    }

    private static bool IsOps(string mount) => mount.StartsWith("./ops", StringComparison.Ordinal);

    private static JsonArray Mounts(JsonObject service) => service["volumes"]?.AsArray() ?? [];

    private static IEnumerable<string> NetworkNames(JsonNode? networks) =>
        networks is JsonObject map ? map.Select(network => network.Key) : YamlFile.Texts(networks);

    private static IEnumerable<string> Sources(JsonNode? references) => (references?.AsArray() ?? []).Select(reference => (string)reference!["source"]!);

    [GeneratedRegex("^(redis|sentinel)-[0-9]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Node();
}
