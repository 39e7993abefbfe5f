namespace Shop.Api.Http.Checks;

/// <summary>The query holds what the route knows, each once, and each in its form. What only administrators may ask is 403 first.</summary>
internal sealed class QueryCheck(Cursor cursors) : ICheck
{
    public ValueTask<Problem?> ObjectAsync(Call call, CancellationToken ct)
    {
        if (call.Contract is { HasPage: false, Query: null } && !call.Context.Request.QueryString.HasValue)
        {
            return new((Problem?)null);
        }

        var violations = new List<Violation>();
        var values = ReadValues(call, violations);
        var page = call.Contract.HasPage ? new PageReader(call, values, violations) : null;
        call.Page = page?.Read();
        call.Query = call.Contract.Query?.Read(values, violations);
        if (call.Query is IAdminFields query && !call.Caller.IsAdmin && query.HasAdminFields(call.Caller.Id))
        {
            return new(Problems.Forbidden());
        }

        if (violations.Count > 0)
        {
            return new(Problems.InvalidParameter(violations));
        }

        return new(page is null || page.TryReadCursor(cursors) ? null : Problems.InvalidCursor());
    }

    private static Dictionary<string, string> ReadValues(Call call, List<Violation> violations)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in QueryString.Read(call.Context.Request.QueryString.Value))
        {
            if (!call.Contract.Takes(name))
            {
                violations.Add(Violation.InQuery(name, FieldCodes.UnknownField, "is not a parameter of this call"));
            }
            else if (string.IsNullOrEmpty(value) || TextRules.HasForbidden(value, multiline: false))
            {
                violations.Add(Violation.InQuery(name, FieldCodes.Format,
                    "must have a value, as percent-encoded UTF-8 without control characters"));
            }
            else if (!values.TryAdd(name, value))
            {
                violations.Add(Violation.InQuery(name, FieldCodes.Duplicate, "must be given once"));
            }
        }

        return values;
    }
}
