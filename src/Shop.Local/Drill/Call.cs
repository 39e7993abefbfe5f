using System.Net.Http.Json;
using System.Text.Json;

namespace Shop.Local.Drill;

/// <summary>A request to the shop.</summary>
/// <param name="Bearer">Who asks; null is anybody.</param>
internal sealed record Call(HttpMethod Method, string Path, string? Bearer = null)
{
    public object? Body { get; init; }

    /// <summary>The request id, by which nginx' log names the call.</summary>
    public string Mark { get; init; } = "";

    public string? IdempotencyKey { get; init; }

    public string? ConsistencyToken { get; init; }

    /// <summary>Whether the master itself is to answer.</summary>
    public bool IsStrong { get; init; }

    public HttpRequestMessage ToRequest()
    {
        var request = new HttpRequestMessage(Method, Path)
        {
            Content = Body is null ? null : JsonContent.Create(Body, Body.GetType(), options: JsonSerializerOptions.Web),
        };
        Add(request, "Authorization", Bearer is null ? null : $"Bearer {Bearer}");
        Add(request, "X-Request-Id", Mark.Length > 0 ? Mark : null);
        Add(request, "Idempotency-Key", IdempotencyKey);
        Add(request, "Consistency-Token", ConsistencyToken);
        Add(request, "Read-Consistency", IsStrong ? "strong" : null);
        return request;
    }

    private static void Add(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
