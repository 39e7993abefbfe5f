using k8s;
using k8s.Models;
using Shop.Compose.Tests.Engine;
using Shop.Local.Stack;

namespace Shop.Compose.Tests;

/// <summary>
/// ops/kubernetes/overlays/example as kubectl renders it, read into the API's models: a field that they don't know, a value of another type
/// and a kind that is not there are errors. The test is skipped where kubectl can't be had.
/// </summary>
public sealed class Manifests : IAsyncLifetime
{
    private static readonly string Folder = Path.Combine(Repository.Root, "artifacts", "containers");

    private IReadOnlyList<object> _objects = [];
    private SkipException? _reason;

    public async Task InitializeAsync()
    {
        var docker = new Docker(host: null);
        var (code, output) = await docker.TryProgramAsync(DockerEngine.Script("kubectl.sh"), DockerEngine.Packages, Folder);
        if (code != 0)
        {
            _reason = new SkipException($"kubectl can't be downloaded: {output}");
            return;
        }

        var rendered = await docker.ProgramAsync(Path.Combine(Folder, "kubectl"), "kustomize", "ops/kubernetes/overlays/example");
        _objects = KubernetesYaml.LoadAllFromString(rendered, strict: true);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>All of one kind, by name.</summary>
    internal IReadOnlyDictionary<string, T> All<T>()
        where T : IKubernetesObject<V1ObjectMeta> =>
        _reason is null ? _objects.OfType<T>().ToDictionary(it => it.Metadata.Name, StringComparer.Ordinal) : throw _reason;

    internal IEnumerable<IKubernetesObject<V1ObjectMeta>> Everything() =>
        _reason is null ? _objects.Cast<IKubernetesObject<V1ObjectMeta>>() : throw _reason;

    /// <summary>What the Deployments and StatefulSets make their pods of, by name.</summary>
    internal IReadOnlyDictionary<string, (V1LabelSelector Selector, V1PodTemplateSpec Template)> Workloads() =>
        All<V1Deployment>().Select(it => (it.Key, it.Value.Spec.Selector, it.Value.Spec.Template))
            .Concat(All<V1StatefulSet>().Select(it => (it.Key, it.Value.Spec.Selector, it.Value.Spec.Template)))
            .ToDictionary(it => it.Key, it => (it.Selector, it.Template), StringComparer.Ordinal);
}
