namespace Shop.Data.Redis;

/// <summary>What was made of a row, and which state of it that was.</summary>
internal record KeptRow(string Lineage, string Mark);

/// <inheritdoc cref="KeptRow"/>
internal sealed record KeptRow<T>(string Lineage, string Mark, T Value, int Size) : KeptRow(Lineage, Mark);

/// <summary>
/// Rows that were asked for lately, ready made. They are never shown by themselves: each read asks a node whether its row is still the one that is
/// kept here, and an unchanged row is the same object again.
/// </summary>
internal sealed class KeptRows<T>(Func<HashFields, T> read)
{
    // About 1 000 products of ordinary length, in each of the two generations: some 8 MB with what was made of them.
    private const int MaxCharacters = 1_000_000;

    private readonly Generations<KeptRow<T>> _rows = new(MaxCharacters, static row => row.Size);

    public KeptRow<T>? Find(string key) => _rows.Find(key);

    /// <summary>What was made of it before, where that is the same state.</summary>
    public T Keep(string key, RowAnswer answer)
    {
        var (fields, lineage) = (answer.Fields!.Value, answer.Reached?.Lineage ?? "");
        if (Find(key) is not { } row || row.Mark != answer.Mark || row.Lineage != lineage)
        {
            row = new KeptRow<T>(lineage, answer.Mark, read(fields), fields.Size);
            _rows.Keep(key, row);
        }

        return row.Value;
    }
}
