namespace Shop.Data.Redis;

/// <summary>Which part of a list is asked for. Lists are walked by id: a UUIDv7 sorts by its time of creation.</summary>
/// <param name="Limit">At most so many rows, 1..100.</param>
/// <param name="After">The last id of the page before, or null for the first page.</param>
/// <param name="Descending">Newest first.</param>
/// <param name="IncludeTotal">Whether the whole list is counted as well.</param>
public sealed record PageQuery(int Limit, Guid? After, bool Descending, bool IncludeTotal);

/// <summary>One page of a list.</summary>
/// <param name="Next">The id to go on after, or null on the last page.</param>
/// <param name="Total">The length of the whole list, where it was asked for.</param>
public sealed record PageOf<T>(IReadOnlyList<T> Items, Guid? Next, long? Total);
