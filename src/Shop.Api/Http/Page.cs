namespace Shop.Api.Http;

/// <summary>Which part of a list the caller asked for.</summary>
/// <param name="Limit">1..100, 20 when not given.</param>
/// <param name="Sort">One of the route's <see cref="RouteSettings.SortedBy"/>.</param>
/// <param name="After">The id that the page before ended with, out of a cursor of this very list; null for the first page.</param>
/// <param name="IncludeTotal">Whether <c>totalCount</c> is wanted.</param>
internal sealed record Page(int Limit, string Sort, Guid? After, bool IncludeTotal)
{
    public const int MaxLimit = 100;
    public const int DefaultLimit = 20;

    /// <summary>What a cursor of this list is bound to: route, sort, filters and caller.</summary>
    public required string Scope { get; init; }

    public static ValueTask<Page?> BindAsync(HttpContext context) => new(Call.Of(context).Page);

    /// <param name="last">The last item's id when there is, or may be, a further page; else null.</param>
    /// <param name="totalCount">Left out unless <see cref="IncludeTotal"/>.</param>
    public PageAnswer<T> With<T>(IReadOnlyList<T> items, Guid? last, long? totalCount = null) =>
        new(this, items, last, IncludeTotal ? totalCount : null);
}

internal sealed record PageResponse<T>(IReadOnlyList<T> Items, PageInfo Page, long? TotalCount);

internal sealed record PageInfo(int Limit, string? NextCursor);
