using System.Globalization;
using System.Text.Json;

namespace Shop.Local.Drill;

/// <summary>What came back, or why nothing did.</summary>
/// <param name="Status">0 when there was no answer.</param>
/// <param name="Error">A problem's code and detail, or what broke the connection; empty on success.</param>
internal sealed record Reply(int Status, JsonElement Body, string Error)
{
    public string? ConsistencyToken { get; init; }

    public string? ETag { get; init; }

    public bool HasRetryAfter { get; init; }

    /// <summary>The stock's part of a product's ETag, <c>"version.stockVersion"</c>.</summary>
    public long StockVersion => long.Parse(ETag!.Trim('"').Split('.')[1], CultureInfo.InvariantCulture);

    public string Id => Body.GetProperty("id").GetString()!;

    public static async Task<Reply> OfAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var isGood = response.IsSuccessStatusCode;
        return new Reply((int)response.StatusCode, isGood ? Parse(text) : default, isGood ? "" : Problem(text))
        {
            ConsistencyToken = Header(response, "Consistency-Token"),
            ETag = Header(response, "ETag"),
            HasRetryAfter = response.Headers.RetryAfter is not null,
        };
    }

    private static JsonElement Parse(string text) => text.Length == 0 ? default : JsonElement.Parse(text);

    private static string Problem(string text)
    {
        try
        {
            var problem = JsonElement.Parse(text);
            return $"{problem.GetProperty("code").GetString()}: {problem.GetProperty("detail").GetString()}";
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return text; // no problem document, which is a defect of its own
        }
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First() : null;
}
