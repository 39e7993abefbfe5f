using System.Globalization;
using System.Text;
using System.Text.Json;
using Shop.Local.Drill;

namespace Shop.Bench.Load;

/// <summary>A request that is sent again and again.</summary>
internal sealed record Request(HttpMethod Method, string Path, string? Bearer = null, object? Body = null)
{
    private string? Json { get; } = Body is null ? null : JsonSerializer.Serialize(Body, Body.GetType(), JsonSerializerOptions.Web);

    public Call ToCall() => new(Method, Path, Bearer) { Body = Body };

    /// <summary>As requests.lua reads it.</summary>
    public string ToLine() => $"{Method}\t{Path}\t{Bearer ?? "-"}\t{Json ?? "-"}";

    /// <summary>As it goes over the wire.</summary>
    public ReadOnlyMemory<byte> ToBytes()
    {
        var text = new StringBuilder($"{Method} {Path} HTTP/1.1\r\nHost: shop\r\n");
        if (Bearer is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"Authorization: Bearer {Bearer}\r\n");
        }

        if (Json is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(Json)}\r\n");
        }

        return Encoding.UTF8.GetBytes(text.Append("\r\n").Append(Json).ToString());
    }
}
