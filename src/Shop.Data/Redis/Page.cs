namespace Shop.Data.Redis;

/// <summary>Which part of a list is asked for.</summary>
/// <param name="Limit">At most so many rows, 1..100.</param>
/// <param name="After">Where the page before said to go on, or null for the first page.</param>
/// <param name="Descending">From the largest, the last or the newest on.</param>
/// <param name="IncludeTotal">Whether the whole list is counted as well.</param>
/// <param name="Sort">What the list is sorted by, one of the words that the store knows; equal rows stand by their ids.</param>
public sealed record PageQuery(int Limit, string? After, bool Descending, bool IncludeTotal, string Sort = PageQuery.CreatedAt)
{
    /// <summary>The order of creation, which every list has.</summary>
    public const string CreatedAt = "createdAt";
}

/// <summary>One page of a list. It may be short, even empty, and yet not the last one: the work for one page is bounded.</summary>
/// <param name="Next">Where to go on: the sort key and the id of a row. Null on the last page.</param>
/// <param name="Total">
/// The length of the whole list, where it was asked for; null as well where more than 100 000 rows would have to be looked at.
/// </param>
public sealed record PageOf<T>(IReadOnlyList<T> Items, string? Next, long? Total);
