namespace Shop.Data.Redis;

/// <summary>
/// What was of use lately, by name. Two generations bound it: what nobody asks for while the younger one fills is forgotten.
/// </summary>
/// <param name="most">How much one generation holds, as <paramref name="sizeOf"/> counts it.</param>
internal sealed class Generations<T>(int most, Func<T, int> sizeOf)
    where T : class
{
    private readonly Lock _lock = new();
    private Dictionary<string, T> _young = new(StringComparer.Ordinal);
    private Dictionary<string, T> _old = new(StringComparer.Ordinal);
    private int _size;

    public T? Find(string name)
    {
        lock (_lock)
        {
            if (!_young.TryGetValue(name, out var found) && _old.TryGetValue(name, out found))
            {
                Add(name, found);
            }

            return found;
        }
    }

    public void Keep(string name, T value)
    {
        lock (_lock)
        {
            Add(name, value);
        }
    }

    private void Add(string name, T value)
    {
        _size += sizeOf(value) - (_young.TryGetValue(name, out var before) ? sizeOf(before) : 0);
        _young[name] = value;
        if (_size > most)
        {
            (_old, _young, _size) = (_young, new(StringComparer.Ordinal), 0);
        }
    }
}
