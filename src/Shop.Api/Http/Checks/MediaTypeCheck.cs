using Microsoft.Net.Http.Headers;

namespace Shop.Api.Http.Checks;

/// <summary>A body is JSON in UTF-8, unpacked.</summary>
internal sealed class MediaTypeCheck : ICheck
{
    public ValueTask<Problem?> ObjectAsync(Call call, CancellationToken ct) => new(IsFine(call) ? null : Problems.UnsupportedMediaType());

    private static bool IsFine(Call call)
    {
        var headers = call.Context.Request.Headers;
        if (headers.ContentEncoding.Count > 0)
        {
            return false;
        }

        var isAbsent = call.Contract.Body is not { } body || (body.IsOptional && call.BodyBytes.IsEmpty);
        return isAbsent || (headers.ContentType is [{ } type] && MediaTypeHeaderValue.TryParse(type, out var parsed) && IsJson(parsed));
    }

    private static bool IsJson(MediaTypeHeaderValue type) =>
        type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
