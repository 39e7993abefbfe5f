using System.Text.Json.Nodes;
using k8s.Models;
using Shop.Local.Stack;
using Shop.Testing;

namespace Shop.Compose.Tests;

/// <summary>ops/kubernetes by its rendered text, which no cluster has run: it holds together, and has what docker-compose.yml has.</summary>
public sealed class ManifestTests(Manifests manifests) : IClassFixture<Manifests>
{
    /// <summary>Each workload's service in docker-compose.yml. Grafana, Prometheus and the exporters are left to the cluster's own.</summary>
    private static readonly Dictionary<string, string> Originals = new(StringComparer.Ordinal)
    {
        ["redis"] = "redis-1", ["sentinel"] = "sentinel-1", ["api"] = "api-1", ["nginx"] = "nginx", ["backups"] = "backups",
    };

    [SkippableFact]
    public void Each_workload_runs_the_program_of_compose_as_the_same_user_within_the_same_limits()
    {
        Assert.Equal(Originals.Keys.Order(StringComparer.Ordinal), manifests.Workloads().Keys.Order(StringComparer.Ordinal));
        foreach (var (name, (_, template)) in manifests.Workloads())
        {
            var (original, pod) = (ComposeFile.Services[Originals[name]], template.Spec);
            var container = Assert.Single(pod.Containers);
            var limits = original["deploy"]!["resources"]!["limits"]!;

            Assert.Equal(name == "api" ? "registry.example/shop-api:1.0.0" : (string?)original["image"], container.Image);
            Assert.Equal(YamlFile.Texts(original["entrypoint"]), container.Command ?? []);
            Assert.Equal((string?)original["user"], $"{pod.SecurityContext.RunAsUser}:{pod.SecurityContext.RunAsGroup}");
            Assert.Equal(new ResourceQuantity((string)limits["cpus"]!).ToDecimal(), container.Resources.Limits["cpu"].ToDecimal());
            Assert.Equal(new ResourceQuantity($"{(string)limits["memory"]!}i").ToDecimal(), container.Resources.Limits["memory"].ToDecimal());
            Assert.True(pod.TerminationGracePeriodSeconds >= Seconds(original["stop_grace_period"]), name);
        }
    }

    [SkippableFact]
    public void Each_workload_has_the_settings_of_compose()
    {
        var shared = manifests.All<V1ConfigMap>().Single(map => map.Key.StartsWith("redis-settings-", StringComparison.Ordinal)).Value.Data;
        foreach (var (name, (_, template)) in manifests.Workloads())
        {
            var container = template.Spec.Containers[0];
            var settings = (container.EnvFrom is null ? [] : shared.Keys).Concat(container.Env?.Select(setting => setting.Name) ?? []);
            var expected = ComposeFile.Services[Originals[name]]["environment"]?.AsObject().Select(setting => setting.Key) ?? [];

            Assert.Empty(expected.Except(settings, StringComparer.Ordinal));
            Assert.All(
                (container.Env ?? []).Where(setting => setting.Value is not null && !setting.Name.Contains("ANNOUNCE", StringComparison.Ordinal)),
                setting => Assert.Equal(Default(ComposeFile.Services[Originals[name]]["environment"]![setting.Name]), setting.Value));
        }
    }

    [SkippableFact]
    public void Each_container_is_locked_down_and_each_pod_has_nothing_to_ask_the_cluster_with()
    {
        foreach (var (name, (_, template)) in manifests.Workloads())
        {
            var (pod, locked) = (template.Spec, template.Spec.Containers[0].SecurityContext);

            Assert.True(locked.ReadOnlyRootFilesystem, name);
            Assert.False(locked.AllowPrivilegeEscalation, name);
            Assert.Equal(["ALL"], locked.Capabilities.Drop);
            Assert.True(pod.SecurityContext.RunAsNonRoot, name);
            Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
            Assert.False(pod.AutomountServiceAccountToken, name);
            Assert.NotNull(pod.Containers[0].ReadinessProbe);
        }
    }

    [SkippableFact]
    public void Each_file_that_a_runtime_shares_is_in_a_config_map()
    {
        foreach (var (map, folder) in new[] { ("redis-files-", "ops/redis"), ("nginx-files-", "ops/nginx") })
        {
            var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, folder)).Where(file => Path.GetFileName(file) != "kustomization.yaml");
            var data = manifests.All<V1ConfigMap>().Single(it => it.Key.StartsWith(map, StringComparison.Ordinal)).Value.Data;

            Assert.Equal(
                files.ToDictionary(file => Path.GetFileName(file), File.ReadAllText, StringComparer.Ordinal).OrderBy(it => it.Key, StringComparer.Ordinal),
                data.OrderBy(it => it.Key, StringComparer.Ordinal));
        }
    }

    [SkippableFact]
    public void Whatever_is_mounted_or_referred_to_is_there()
    {
        string[] secrets = ["shop-redis", "shop-api"]; // make-secrets.sh
        foreach (var (name, (_, template)) in manifests.Workloads())
        {
            var (pod, container) = (template.Spec, template.Spec.Containers[0]);
            var claims = manifests.All<V1StatefulSet>().GetValueOrDefault(name)?.Spec.VolumeClaimTemplates.Select(claim => claim.Metadata.Name) ?? [];
            var maps = pod.Volumes.SelectMany(volume => volume.Projected?.Sources.Select(source => (source.ConfigMap.Name, Keys: Keys(source.ConfigMap.Items)))
                    ?? (volume.ConfigMap is { } map ? [(map.Name, Keys(map.Items))] : []))
                .Concat(container.EnvFrom?.Select(from => (from.ConfigMapRef.Name, Keys: Keys(null))) ?? []);

            Assert.Equal(
                pod.Volumes.Select(volume => volume.Name).Concat(claims).Order(StringComparer.Ordinal),
                container.VolumeMounts.Select(mount => mount.Name).Order(StringComparer.Ordinal));
            Assert.All(pod.Volumes.Where(volume => volume.Secret is not null), volume => Assert.Contains(volume.Secret.SecretName, secrets));
            Assert.All(maps, map => Assert.Empty(map.Keys.Except(manifests.All<V1ConfigMap>()[map.Name].Data.Keys)));
        }
    }

    [SkippableFact]
    public void Each_selector_finds_pods_and_each_port_is_one_of_theirs()
    {
        var pods = manifests.Workloads().Values.Select(workload => workload.Template).ToList();

        Assert.All(manifests.Workloads().Values, workload => Assert.True(Matches(workload.Selector.MatchLabels, workload.Template)));
        Assert.All(manifests.All<V1Service>().Values, service => AssertPorts(
            pods.Where(pod => Matches(service.Spec.Selector, pod)), service.Spec.Ports?.Select(port => port.TargetPort?.Value ?? $"{port.Port}") ?? []));
        Assert.All(manifests.All<V1PodDisruptionBudget>().Values, budget => Assert.Contains(pods, pod => Matches(budget.Spec.Selector.MatchLabels, pod)));
        Assert.All(manifests.All<V1StatefulSet>().Values, set => Assert.Equal("None", manifests.All<V1Service>()[set.Spec.ServiceName].Spec.ClusterIP));
        Assert.All(manifests.All<V2HorizontalPodAutoscaler>().Values, scaler => Assert.Null(manifests.All<V1Deployment>()[scaler.Spec.ScaleTargetRef.Name].Spec.Replicas));
        Assert.All(manifests.Everything().Where(it => it is not V1Namespace), it => Assert.Equal("shop", it.Metadata.NamespaceProperty));
    }

    [SkippableFact]
    public void Nobody_may_talk_to_anybody_but_for_what_is_allowed_and_each_allowed_port_is_there()
    {
        var policies = manifests.All<V1NetworkPolicy>();
        var ports = manifests.Workloads().Values.SelectMany(workload => workload.Template.Spec.Containers[0].Ports ?? []).Select(port => port.Name).ToHashSet();
        var allowed = policies.Where(policy => policy.Key != "names").SelectMany(policy =>
            (policy.Value.Spec.Ingress ?? []).SelectMany(rule => rule.Ports).Concat((policy.Value.Spec.Egress ?? []).SelectMany(rule => rule.Ports)));

        Assert.Null(policies["nothing"].Spec.PodSelector.MatchLabels);
        Assert.Null(policies["nothing"].Spec.PodSelector.MatchExpressions);
        Assert.Equal(["Ingress", "Egress"], policies["nothing"].Spec.PolicyTypes);
        Assert.All(allowed, port => Assert.Contains(port.Port.Value, ports));
        Assert.Equal(policies["nginx"].Spec, policies.Values.Single(policy => policy.Spec.Ingress?.Any(rule => rule.FromProperty is null) == true).Spec);
    }

    [SkippableFact]
    public void Redis_and_the_sentinels_are_three_on_machines_of_their_own_and_api_replicas_are_two_or_more()
    {
        foreach (var name in (string[])["redis", "sentinel"])
        {
            var set = manifests.All<V1StatefulSet>()[name].Spec;
            var spread = Assert.Single(set.Template.Spec.TopologySpreadConstraints);

            Assert.Equal(3, set.Replicas);
            Assert.Equal("Parallel", set.PodManagementPolicy);
            Assert.Equal(("kubernetes.io/hostname", "DoNotSchedule", 1), (spread.TopologyKey, spread.WhenUnsatisfiable, spread.MaxSkew));
            Assert.True(manifests.All<V1Service>()[name].Spec.PublishNotReadyAddresses);
        }

        Assert.Equal(2, manifests.All<V2HorizontalPodAutoscaler>()["api"].Spec.MinReplicas);
        Assert.Equal("0", manifests.All<V1Deployment>()["api"].Spec.Strategy.RollingUpdate.MaxUnavailable.Value);
    }

    private static string[] Keys(IList<V1KeyToPath>? items) => [.. (items ?? []).Select(item => item.Key)];

    private static bool Matches(IDictionary<string, string> selector, V1PodTemplateSpec pod) =>
        selector.All(label => pod.Metadata.Labels.TryGetValue(label.Key, out var value) && value == label.Value);

    private static void AssertPorts(IEnumerable<V1PodTemplateSpec> pods, IEnumerable<string> wanted)
    {
        var ports = Assert.Single(pods).Spec.Containers[0].Ports ?? [];
        Assert.All(wanted, port => Assert.Contains(ports, known => known.Name == port || $"{known.ContainerPort}" == port));
    }

    private static int Seconds(JsonNode? period) => period is null ? 10 : int.Parse(((string)period!).TrimEnd('s'), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What stands in a <c>${NAME:-default}</c>, or the text.</summary>
    private static string? Default(JsonNode? setting) =>
        (string?)setting is { } text && text.StartsWith("${", StringComparison.Ordinal) ? text.Split(":-")[1].TrimEnd('}') : (string?)setting;
}
