using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Shop.Api.Http;

/// <summary>
/// How large a request may be. Kestrel's own limits lie above ours: its refusals of a long address or long headers have no body, and a
/// request body beyond its limit is cut off, so that a client which is still sending may never see the answer. What is a little too large
/// gets a problem in good order, what is far too large gets Kestrel's way.
/// </summary>
internal sealed class SizeLimits(RequestDelegate next)
{
    public const int MaxBodyBytes = 128 * 1024;
    public const int MaxAddressBytes = 8 * 1024;
    public const int MaxHeaderBytes = 32 * 1024;

    // ": " and the line's end.
    private const int HeaderLineExtraBytes = 4;

    public static void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;

        // Bytes beyond ASCII reach our own checks, which answer with a problem; read as UTF-8 they could end in Kestrel's bare 400.
        kestrel.RequestHeaderEncodingSelector = _ => System.Text.Encoding.Latin1;
        kestrel.Limits.MaxRequestBodySize = 8 * MaxBodyBytes;
        kestrel.Limits.MaxRequestLineSize = 4 * MaxAddressBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = 2 * MaxHeaderBytes;
        kestrel.Limits.MaxRequestHeaderCount = 2 * MaxHeaderBytes / HeaderLineExtraBytes; // their bytes are counted, not their number
    }

    public Task InvokeAsync(HttpContext context) => Find(context.Request) is { } problem ? problem.ExecuteAsync(context) : next(context);

    /// <summary>A body that does not declare its length is found too large while it is read.</summary>
    private static Problem? Find(HttpRequest request)
    {
        if (request.ContentLength > MaxBodyBytes)
        {
            return Problems.PayloadTooLarge();
        }

        if (AddressBytes(request) > MaxAddressBytes)
        {
            return Problems.UriTooLong();
        }

        return HeaderBytes(request.Headers) > MaxHeaderBytes ? Problems.HeadersTooLarge() : null;
    }

    private static int AddressBytes(HttpRequest request) =>
        request.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget.Length;

    private static int HeaderBytes(IHeaderDictionary headers)
    {
        var bytes = 0;
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
            {
                bytes += name.Length + (value?.Length ?? 0) + HeaderLineExtraBytes;
            }
        }

        return bytes;
    }
}
