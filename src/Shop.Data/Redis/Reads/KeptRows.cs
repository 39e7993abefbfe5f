namespace Shop.Data.Redis;

/// <summary>What was made of a row, and which state of it that was.</summary>
internal record KeptRow(string Lineage, string Mark);

/// <inheritdoc cref="KeptRow"/>
internal sealed record KeptRow<T>(string Lineage, string Mark, T Value, int Size) : KeptRow(Lineage, Mark);

/// <summary>
/// Rows that were asked for lately, ready made. They are never shown by themselves: each read asks a node whether its row is still the one that is
/// kept here, and an unchanged row is the same object again. Two generations bound them: what nobody asks for while the younger one fills is
/// forgotten.
/// </summary>
internal sealed class KeptRows<T>(Func<HashFields, T> read)
{
    // About 1 000 products of ordinary length, in each of the two: some 8 MB with what was made of them.
    private const int MaxCharacters = 1_000_000;

    private readonly Lock _lock = new();
    private Dictionary<string, KeptRow<T>> _young = new(StringComparer.Ordinal);
    private Dictionary<string, KeptRow<T>> _old = new(StringComparer.Ordinal);
    private int _characters;

    public KeptRow<T>? Find(string key)
    {
        lock (_lock)
        {
            if (!_young.TryGetValue(key, out var row) && _old.TryGetValue(key, out row))
            {
                Add(key, row);
            }

            return row;
        }
    }

    public T Keep(string key, RowAnswer answer)
    {
        var fields = answer.Fields!.Value;
        var row = new KeptRow<T>(answer.Reached?.Lineage ?? "", answer.Mark, read(fields), fields.Size);
        lock (_lock)
        {
            Add(key, row);
        }

        return row.Value;
    }

    private void Add(string key, KeptRow<T> row)
    {
        _characters += row.Size - (_young.TryGetValue(key, out var before) ? before.Size : 0);
        _young[key] = row;
        if (_characters > MaxCharacters)
        {
            (_old, _young, _characters) = (_young, new(StringComparer.Ordinal), 0);
        }
    }
}
