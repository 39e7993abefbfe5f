using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Shop.Api.OpenApi;

/// <summary>
/// The document as it is served: written once, when it is first asked for, for the routes do not change while the process runs.
/// </summary>
internal sealed class DocumentAnswer(ShopDocument document)
{
    private readonly Lazy<(byte[] Bytes, EntityTagHeaderValue Tag)> _written = new(() => Write(document));

    public IResult Get(HttpResponse response)
    {
        var (bytes, tag) = _written.Value;
        response.Headers.CacheControl = "public, max-age=60";
        return TypedResults.Bytes(bytes, "application/json", entityTag: tag);
    }

    private static (byte[] Bytes, EntityTagHeaderValue Tag) Write(ShopDocument document)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        document.Write().SerializeAsV31(new OpenApiJsonWriter(text, new OpenApiJsonWriterSettings { Terse = true }));
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        return (bytes, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\""));
    }
}
