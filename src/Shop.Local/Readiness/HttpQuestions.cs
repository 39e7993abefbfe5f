using System.Text.Json;

namespace Shop.Local.Readiness;

/// <summary>Short questions over HTTP; whatever goes wrong is a no.</summary>
internal static class HttpQuestions
{
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(3) };

    public static async Task<bool> IsOkAsync(string url)
    {
        try
        {
            using var answer = await Client.GetAsync(new Uri(url));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception problem) when (problem is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    public static async Task<JsonDocument?> JsonAsync(string url)
    {
        try
        {
            return JsonDocument.Parse(await Client.GetStringAsync(new Uri(url)));
        }
        catch (Exception problem) when (problem is HttpRequestException or OperationCanceledException or JsonException)
        {
            return null;
        }
    }
}
