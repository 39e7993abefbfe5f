using Shop.Data.Redis;

namespace Shop.Api.Http.Checks;

/// <summary>The headers that calls carry for themselves can be read.</summary>
internal sealed class HeaderCheck(Operations operations, ConsistencyToken tokens) : ICheck
{
    public ValueTask<Problem?> ObjectAsync(Call call, CancellationToken ct)
    {
        var headers = call.Context.Request.Headers;
        var violations = new List<Violation>();
        if (ETags.ReadIfMatch(headers.IfMatch) is { } ifMatch)
        {
            call.IfMatch = ifMatch;
        }
        else
        {
            violations.Add(NoTags("If-Match"));
        }

        if (headers.IfNoneMatch.Count > 0 && !ETags.TryParse(headers.IfNoneMatch.ToString(), out _, out _))
        {
            violations.Add(NoTags("If-None-Match"));
        }

        ReadConsistency(call, violations);
        if (call.Contract.IsChange)
        {
            ReadChange(call, violations);
        }

        return new(violations.Count > 0 ? Problems.InvalidHeader(violations) : null);
    }

    private void ReadConsistency(Call call, List<Violation> violations)
    {
        var headers = call.Context.Request.Headers;
        var consistency = call.Context.RequestServices.GetRequiredService<Consistency>();
        if (ReadConsistencyHeader.Read(headers[ReadConsistencyHeader.Name]) is { } level)
        {
            consistency.Level = level;
        }
        else
        {
            violations.Add(Violation.InHeader(ReadConsistencyHeader.Name, FieldCodes.Enum,
                $"must be one of: {string.Join(", ", ReadConsistencyHeader.Values)}"));
        }

        if (tokens.TryRead(headers[ConsistencyToken.Header], out var seen))
        {
            consistency.Seen = seen;
        }
        else
        {
            violations.Add(Violation.InHeader(ConsistencyToken.Header, FieldCodes.Format,
                "must be given once, as an answer of this shop had it; leave it out to read without it"));
        }
    }

    private void ReadChange(Call call, List<Violation> violations)
    {
        if (operations.Of(call) is { } operation)
        {
            call.Change = new Change(operation, call.IfMatch);
        }
        else
        {
            violations.Add(Violation.InHeader(IdempotencyKey.Header, FieldCodes.Format,
                "must be given once, as 1 to 255 visible ASCII characters"));
        }
    }

    private static Violation NoTags(string header) =>
        Violation.InHeader(header, FieldCodes.Format, "must be * or a list of entity tags in quotes");
}
