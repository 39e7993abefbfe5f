namespace Shop.Api.Http.Checks;

/// <summary>Reads which part of a list is wanted.</summary>
internal sealed class PageReader(Call call, IReadOnlyDictionary<string, string> values, List<Violation> violations)
{
    private const string Limit = "limit";
    private const string Sort = "sort";
    private const string IncludeTotal = "includeTotal";
    private const string After = "cursor";

    public static IReadOnlyList<string> Parameters { get; } = [Limit, After, Sort, IncludeTotal];

    /// <summary>The page, its cursor not yet looked at: what it is bound to is known only once the rest is in order.</summary>
    public Page Read()
    {
        var sort = ReadSort();
        return new Page(ReadLimit(), sort, After: null, ReadIncludeTotal()) { Scope = ScopeOf(sort) };
    }

    /// <summary>Puts the cursor into the call's page.</summary>
    public bool TryReadCursor(Cursor cursors)
    {
        if (!values.TryGetValue(After, out var cursor))
        {
            return true;
        }

        var isRead = cursors.TryRead(call.Page!.Scope, cursor, out var position);
        call.Page = call.Page with { After = position };
        return isRead;
    }

    private int ReadLimit()
    {
        if (!values.TryGetValue(Limit, out var text))
        {
            return Page.DefaultLimit;
        }

        var limit = QueryString.ReadNumber(text);
        if (limit is null)
        {
            violations.Add(Violation.InQuery(Limit, FieldCodes.Type, "must be a whole number"));
        }
        else if (limit < 1)
        {
            violations.Add(Violation.InQuery(Limit, FieldCodes.Min, "must be at least 1"));
        }
        else if (limit > Page.MaxLimit)
        {
            violations.Add(Violation.InQuery(Limit, FieldCodes.Max, $"must be at most {Page.MaxLimit}"));
        }

        return (int)Math.Clamp(limit ?? Page.DefaultLimit, 1, Page.MaxLimit);
    }

    private string ReadSort()
    {
        var sorts = (call.Endpoint.Metadata.GetMetadata<Sorts>() ?? Sorts.Default).Values;
        if (values.TryGetValue(Sort, out var sort) && !sorts.Contains(sort, StringComparer.Ordinal))
        {
            violations.Add(Violation.InQuery(Sort, FieldCodes.Enum, $"must be one of {string.Join(", ", sorts)}"));
        }

        return sort ?? sorts[0];
    }

    private bool ReadIncludeTotal()
    {
        if (values.TryGetValue(IncludeTotal, out var text) && text is not ("true" or "false"))
        {
            violations.Add(Violation.InQuery(IncludeTotal, FieldCodes.Type, "must be true or false"));
        }

        return text is "true";
    }

    /// <summary>
    /// The path stands for the route and its values, what is sent beside the page for the filters; none of it can hold the separator.
    /// </summary>
    private string ScopeOf(string sort)
    {
        var filters = values.Where(value => !Parameters.Contains(value.Key, StringComparer.Ordinal))
            .OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => $"{value.Key}={value.Value}");
        string[] list = [call.Context.Request.Path.ToUriComponent().TrimEnd('/').ToLowerInvariant(), sort];
        string[] caller = [call.Caller.Id.ToString(), call.Caller.IsAdmin ? "admin" : ""];
        return string.Join('\n', [.. list, .. caller, .. filters]);
    }
}
