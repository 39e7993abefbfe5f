namespace Shop.Clients.Tests.Requests;

/// <summary>One request of a file in requests/.</summary>
/// <param name="Path">Without the server and the query.</param>
/// <param name="Status">What the file says it is answered with; null where it does not say.</param>
internal sealed record WrittenRequest(string Name, string Method, string Path, int? Status)
{
    public const string BaseUrl = "{{baseUrl}}";

    /// <summary>Whether it is there to do what the operation is for.</summary>
    public bool ShowsSuccess => Status is >= 200 and < 300;

    public static string PathOf(string url) => url.Replace(BaseUrl, "", StringComparison.Ordinal).Split('?')[0];
}
