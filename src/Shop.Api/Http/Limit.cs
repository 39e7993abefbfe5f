namespace Shop.Api.Http;

/// <summary>What a rule lets pass, as data: the API's document is written from it, so a limit stands in the rule alone.</summary>
internal sealed record Limit
{
    public bool IsRequired { get; init; }

    /// <summary>Code points of a text, elements of a list, entries of a map.</summary>
    public int? MinLength { get; init; }

    /// <inheritdoc cref="MinLength"/>
    public int? MaxLength { get; init; }

    public long? Min { get; init; }

    public long? Max { get; init; }

    /// <summary>The one number in between that is refused.</summary>
    public long? Except { get; init; }

    /// <summary>A date; the first that is taken.</summary>
    public DateOnly? Earliest { get; init; }

    /// <summary>A date; the last that is taken.</summary>
    public DateOnly? Latest { get; init; }

    /// <summary>A regular expression of .NET that spans the whole value.</summary>
    public string? Pattern { get; init; }

    /// <summary>A format of JSON Schema: <c>uuid</c>, <c>date</c>, <c>date-time</c>, <c>email</c>, <c>uri</c>.</summary>
    public string? Format { get; init; }

    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>No element of the list twice.</summary>
    public bool IsDistinct { get; init; }

    /// <summary>What each key of a map keeps.</summary>
    public Limit? Keys { get; init; }

    /// <summary>What each value of a map keeps.</summary>
    public Limit? Entries { get; init; }
}
