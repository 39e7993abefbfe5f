using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using FluentValidation;
using Shop.Api.Http.Json;

namespace Shop.Api.Http;

/// <summary>
/// A body that is merged into what is there. Its form is judged here, as strictly as any other; the rules are judged on the result of the
/// merge, by <see cref="Patch{T}.Onto"/>.
/// </summary>
internal sealed class PatchContract<T>(JsonSerializerOptions json, BodyContract<T> whole) : BodyContract where T : class
{
    private readonly JsonTypeInfo<T> _type = (JsonTypeInfo<T>)json.GetTypeInfo(typeof(T));
    private readonly JsonShape _shape = JsonShape.Of(json.GetTypeInfo(typeof(T)));

    public override Type Type => typeof(T);

    public override IValidator Rules => whole.Rules;

    public override IReadOnlyList<string> MediaTypes => MergePatch.MediaTypes;

    public override (object? Body, IReadOnlyList<Violation> Violations) Read(ReadOnlyMemory<byte> bytes)
    {
        using var parsed = StrictJson.Parse(bytes);
        var violations = parsed.CheckAgainst(_shape, isMergePatch: true);
        return violations.Count > 0 ? (null, violations) : (new Patch<T>(parsed.Root.Clone(), this), []);
    }

    public override IReadOnlyList<Violation> Judge(object body) => [];

    public (T Merged, IReadOnlyList<Violation> Violations) Merge(T current, JsonElement changes)
    {
        var target = (JsonObject)JsonSerializer.SerializeToNode(current, _type)!;
        MergePatch.Apply(target, changes);
        var merged = target.Deserialize(_type)!;
        return (merged, whole.Judge(merged));
    }

    /// <summary>The patch by itself, as if it were the whole body.</summary>
    public T Alone(JsonElement changes) => changes.Deserialize(_type)!;
}

[JsonSerializable(typeof(JsonElement))]
internal sealed partial class MergePatchJson : JsonSerializerContext;
