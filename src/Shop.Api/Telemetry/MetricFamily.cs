namespace Shop.Api.Telemetry;

internal enum FamilyType
{
    Counter,
    Gauge,
    Histogram,
}

/// <summary>One name with its type, its help and all of its series, whichever meters they came from.</summary>
internal sealed class MetricFamily(string name, FamilyType type, string help)
{
    private readonly SortedDictionary<string, Reading> _series = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    public FamilyType Type { get; } = type;

    public string Help { get; } = help;

    /// <summary>By their labels as <see cref="LabelText"/> writes them, in a stable order, so that two scrapes can be compared.</summary>
    public IReadOnlyDictionary<string, Reading> Series => _series;

    /// <summary>Two readings with the same labels become one, since Prometheus refuses a body that names a series twice.</summary>
    public void Add(string labels, Reading reading) =>
        _series[labels] = _series.TryGetValue(labels, out var earlier) ? earlier.Plus(reading) : reading;
}
