using System.Collections;

namespace Shop.Api.Http;

/// <summary>Rows as they are shown, each made when it is asked for: a page of which all is rendered makes none.</summary>
internal sealed class Shown<TRow, T>(IReadOnlyList<TRow> rows, Func<TRow, T> show) : IReadOnlyList<T>
{
    public int Count => rows.Count;

    public T this[int index] => show(rows[index]);

    public IEnumerator<T> GetEnumerator() => rows.Select(show).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
