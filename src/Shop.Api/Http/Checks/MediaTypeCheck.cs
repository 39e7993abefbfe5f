using Microsoft.Net.Http.Headers;

namespace Shop.Api.Http.Checks;

/// <summary>A body is JSON in UTF-8, unpacked.</summary>
internal sealed class MediaTypeCheck : ICheck
{
    public ValueTask<Problem?> ObjectAsync(Call call, CancellationToken ct)
    {
        var taken = call.Contract.Body?.MediaTypes ?? BodyContract.Json;
        if (IsFine(call, taken))
        {
            return new((Problem?)null);
        }

        var problem = Problems.UnsupportedMediaType(taken);
        return new(taken.Contains(MergePatch.MediaType, StringComparer.Ordinal)
            ? problem.WithHeader(MergePatch.AcceptHeader, MergePatch.Accepted)
            : problem);
    }

    private static bool IsFine(Call call, IReadOnlyList<string> taken)
    {
        var headers = call.Context.Request.Headers;
        if (headers.ContentEncoding.Count > 0)
        {
            return false;
        }

        var isAbsent = call.Contract.Body is not { } body || (body.IsOptional && call.BodyBytes.IsEmpty);
        return isAbsent
            || (headers.ContentType is [{ } type] && MediaTypeHeaderValue.TryParse(type, out var parsed) && IsTaken(parsed, taken));
    }

    private static bool IsTaken(MediaTypeHeaderValue type, IReadOnlyList<string> taken) =>
        taken.Any(one => type.MediaType.Equals(one, StringComparison.OrdinalIgnoreCase))
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
