using System.Net.Http.Headers;
using System.Text;

namespace Shop.Testing;

/// <summary>One request of a test.</summary>
public sealed record Ask(string Method, string Path)
{
    public byte[]? Bytes { get; init; }

    public string? ContentType { get; init; } = "application/json";

    public string? Token { get; init; }

    public bool IsChunked { get; init; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public Ask With(string body) => this with { Bytes = Encoding.UTF8.GetBytes(body) };

    public Ask By(string token) => this with { Token = token };

    public Ask Header(string name, string value) => this with { Headers = [.. Headers, (name, value)] };

    public HttpRequestMessage ToRequest(Uri server)
    {
        var request = new HttpRequestMessage(new HttpMethod(Method), server.GetLeftPart(UriPartial.Authority) + Path);
        if (Bytes is not null)
        {
            request.Content = new ByteArrayContent(Bytes);
            request.Content.Headers.ContentType = ContentType is null ? null : MediaTypeHeaderValue.Parse(ContentType);
            request.Headers.TransferEncodingChunked = IsChunked;
        }

        if (Token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + Token);
        }

        foreach (var (name, value) in Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }
}
