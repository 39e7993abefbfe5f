using System.Text.Json.Serialization;

namespace Shop.Api.Health;

/// <param name="Status">live, ready, starting, draining or storage_unavailable.</param>
internal sealed record HealthResponse(string Status);

[JsonSerializable(typeof(HealthResponse))]
internal sealed partial class HealthJson : JsonSerializerContext;
