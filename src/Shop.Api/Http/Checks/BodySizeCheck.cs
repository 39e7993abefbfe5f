using Microsoft.AspNetCore.Http.Features;

namespace Shop.Api.Http.Checks;

/// <summary>
/// Reads the body whole. Whether there is one decides on the need for a media type, so this stands before it. A change is read even where
/// it takes no body: its fingerprint is over the bytes.
/// </summary>
internal sealed class BodySizeCheck : ICheck
{
    public async ValueTask<Problem?> ObjectAsync(Call call, CancellationToken ct)
    {
        var request = call.Context.Request;
        var canHaveBody = call.Context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is not false;
        if (!canHaveBody || (call.Contract.Body is null && !call.Contract.IsChange))
        {
            return null;
        }

        var buffer = new byte[Math.Min(request.ContentLength ?? SizeLimits.MaxBodyBytes, SizeLimits.MaxBodyBytes) + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        call.BodyBytes = buffer.AsMemory(0, length);
        return length > SizeLimits.MaxBodyBytes ? Problems.PayloadTooLarge() : null;
    }
}
