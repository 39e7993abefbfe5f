using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Shop.Api.OpenApi;

/// <summary>The document as it is served: written once, when it is first asked for, for the routes do not change while the process runs.</summary>
internal sealed class DocumentAnswer(ShopDocument document)
{
    private readonly Lazy<Task<(byte[] Bytes, EntityTagHeaderValue Tag)>> _written = new(() => WriteAsync(document));

    public async Task<IResult> GetAsync(HttpResponse response)
    {
        var (bytes, tag) = await _written.Value;
        response.Headers.CacheControl = "public, max-age=60";
        return TypedResults.Bytes(bytes, "application/json", entityTag: tag);
    }

    private static async Task<(byte[] Bytes, EntityTagHeaderValue Tag)> WriteAsync(ShopDocument document)
    {
        var text = await document.Write().SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1);
        var bytes = Encoding.UTF8.GetBytes(text);
        return (bytes, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\""));
    }
}
