namespace Shop.Api.Http.Checks;

/// <summary>
/// Reads the body whole. Kestrel refuses one that is too large, as an exception that becomes 413; the length counts, so this stands before
/// the media type. A change is read even where it takes no body: its fingerprint is over the bytes.
/// </summary>
internal sealed class BodySizeCheck : ICheck
{
    public async ValueTask<Problem?> ObjectAsync(Call call, CancellationToken ct)
    {
        if (call.Contract.Body is null && !call.Contract.IsChange)
        {
            return null;
        }

        var request = call.Context.Request;
        using var bytes = new MemoryStream((int)(request.ContentLength ?? 0));
        await request.Body.CopyToAsync(bytes, ct);
        call.BodyBytes = bytes.ToArray();
        return bytes.Length > SizeLimits.MaxBodyBytes ? Problems.PayloadTooLarge() : null;
    }
}
