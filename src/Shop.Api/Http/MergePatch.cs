using System.Text.Json;
using System.Text.Json.Nodes;
using Shop.Api.Http.Json;

namespace Shop.Api.Http;

/// <summary>JSON Merge Patch (RFC 7396).</summary>
internal static class MergePatch
{
    public const string MediaType = "application/merge-patch+json";

    /// <summary>RFC 5789: what a PATCH takes, on the answers that say what to send instead.</summary>
    public const string AcceptHeader = "Accept-Patch";

    public static readonly IReadOnlyList<string> MediaTypes = [MediaType, .. BodyContract.Json];

    public static string Accepted { get; } = string.Join(", ", MediaTypes);

    /// <summary>Null removes, an object merges, anything else replaces. Changes <paramref name="target"/>.</summary>
    public static void Apply(JsonObject target, JsonElement patch)
    {
        foreach (var change in patch.EnumerateObject())
        {
            // A map's key is tidied when it is read, so it must meet its older self in that form. A field's name is tidy.
            var name = TidyStringConverter.Tidy(change.Name);
            if (change.Value.ValueKind == JsonValueKind.Null)
            {
                target.Remove(name);
            }
            else if (change.Value.ValueKind == JsonValueKind.Object)
            {
                var inner = target[name] as JsonObject ?? [];
                Apply(inner, change.Value);
                if (inner.Parent is null)
                {
                    target[name] = inner;
                }
            }
            else
            {
                target[name] = JsonSerializer.SerializeToNode(change.Value, MergePatchJson.Default.JsonElement);
            }
        }
    }
}
