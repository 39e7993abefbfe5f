using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.OpenApi;
using Shop.Api.Http;

namespace Shop.Api.OpenApi;

/// <summary>
/// The document as it is served: written once, when it is first asked for, for the routes do not change while the process runs. Its tag is
/// for If-None-Match alone: given to the framework, it would be held against If-Match too, and refused without a problem document.
/// </summary>
internal sealed class DocumentAnswer(ShopDocument document)
{
    private readonly Lazy<(byte[] Bytes, string Tag)> _written = new(() => Write(document));

    public IResult Get(HttpContext context)
    {
        var (bytes, tag) = _written.Value;
        context.Response.Headers.CacheControl = "public, max-age=60";
        context.Response.Headers.ETag = $"\"{tag}\"";
        return ETags.IsKnownToClient(context.Request, tag)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Bytes(bytes, "application/json");
    }

    private static (byte[] Bytes, string Tag) Write(ShopDocument document)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        document.Write().SerializeAsV31(new OpenApiJsonWriter(text, new OpenApiJsonWriterSettings { Terse = true }));
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        return (bytes, Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16)));
    }
}
