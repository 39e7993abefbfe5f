using System.Globalization;
using System.Text;
using Shop.Testing;

namespace Shop.Fuzz.Tests;

/// <summary>
/// A request down to its bytes. Target and headers hold one byte a character (Latin-1), so that whatever a socket can carry can be written.
/// </summary>
/// <param name="Operation">What it was before it was changed.</param>
internal sealed record FuzzRequest(DocumentedOperation Operation, string Method, string Target)
{
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public byte[]? Body { get; init; }

    public bool IsChunked { get; init; }

    /// <summary>Changes the request line and the headers into what HTTP does not allow.</summary>
    public Func<string, string>? HeadEdit { get; init; }

    public string Path => Target.Split('?', 2)[0];

    public string Query => Target.Contains('?') ? Target.Split('?', 2)[1] : "";

    public FuzzRequest Add(string name, string value) => this with { Headers = [.. Headers, (name, value)] };

    public FuzzRequest Without(string name) =>
        this with { Headers = [.. Headers.Where(header => !header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))] };

    public FuzzRequest Set(string name, string value) => Without(name).Add(name, value);

    public FuzzRequest At(string path) => this with { Target = Target.Contains('?') ? $"{path}?{Query}" : path };

    public FuzzRequest Asking(string query) => this with { Target = query.Length == 0 ? Path : $"{Path}?{query}" };

    public byte[] ToBytes(string host)
    {
        var head = new StringBuilder($"{Method} {Target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
        foreach (var (name, value) in Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        if (Body is not null)
        {
            var length = string.Create(CultureInfo.InvariantCulture, $"Content-Length: {Body.Length}\r\n");
            head.Append(IsChunked ? "Transfer-Encoding: chunked\r\n" : length);
        }

        var text = head.Append("\r\n").ToString();
        return [.. Encoding.Latin1.GetBytes(HeadEdit?.Invoke(text) ?? text), .. Body is null ? [] : IsChunked ? Chunked(Body) : Body];
    }

    private static byte[] Chunk(byte[] bytes) =>
        [.. Encoding.ASCII.GetBytes(bytes.Length.ToString("x", CultureInfo.InvariantCulture)), .. "\r\n"u8, .. bytes, .. "\r\n"u8];

    /// <summary>In two halves, so that something stands on both sides of a frame.</summary>
    private static byte[] Chunked(byte[] body)
    {
        byte[][] halves = [body[..(body.Length / 2)], body[(body.Length / 2)..]];
        return [.. halves.Where(half => half.Length > 0).SelectMany(Chunk), .. "0\r\n\r\n"u8];
    }
}
