using Shop.Data.Redis;

namespace Shop.Api.Http;

/// <summary>Which part of a list the caller asked for.</summary>
/// <param name="Limit">1..100, 20 when not given.</param>
/// <param name="Sort">One of the route's <see cref="RouteSettings.SortedBy"/>.</param>
/// <param name="After">Where the page before said to go on, out of a cursor of this very list; null for the first page.</param>
/// <param name="IncludeTotal">Whether <c>totalCount</c> is wanted.</param>
internal sealed record Page(int Limit, string Sort, string? After, bool IncludeTotal)
{
    public const int MaxLimit = 100;
    public const int DefaultLimit = 20;

    /// <summary>What a cursor of this list is bound to: route, sort, filters and caller.</summary>
    public required string Scope { get; init; }

    public static ValueTask<Page?> BindAsync(HttpContext context) => new(Call.Of(context).Page);

    /// <summary>The page as a store takes it.</summary>
    public PageQuery ToQuery() => new(Limit, After, Descending: Sort[0] == '-', IncludeTotal, Sort.TrimStart('-'));

    /// <summary>What the store found, as it is shown.</summary>
    public PageAnswer<T> With<TRow, T>(PageOf<TRow> found, Func<TRow, T> show) =>
        With(new Shown<TRow, T>(found.Items, show), found.Next, found.Total);

    /// <param name="next">Where to go on when there is, or may be, a further page; else null.</param>
    /// <param name="totalCount">Left out unless <see cref="IncludeTotal"/>.</param>
    public PageAnswer<T> With<T>(IReadOnlyList<T> items, string? next, long? totalCount = null) =>
        new(this, items, next, IncludeTotal ? totalCount : null);
}

internal sealed record PageResponse<T>(IReadOnlyList<T> Items, PageInfo Page, long? TotalCount);

internal sealed record PageInfo(int Limit, string? NextCursor);
