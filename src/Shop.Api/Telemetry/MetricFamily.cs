namespace Shop.Api.Telemetry;

internal enum FamilyType
{
    Counter,
    Gauge,
    Histogram,

    /// <summary>A gauge of 1 whose labels say something; only OpenMetrics has a word for it.</summary>
    Info,
}

/// <summary>One name with its type, its help and all of its series, whichever meters they came from.</summary>
/// <param name="unit">The word that ends the name, such as <c>seconds</c>; empty for none.</param>
internal sealed class MetricFamily(string name, FamilyType type, string help, string unit = "")
{
    private readonly SortedDictionary<string, Reading> _series = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    public FamilyType Type { get; } = type;

    public string Help { get; } = help;

    public string Unit { get; } = unit;

    /// <summary>By their labels as <see cref="LabelText"/> writes them, in a stable order, so that two scrapes can be compared.</summary>
    public IReadOnlyDictionary<string, Reading> Series => _series;

    /// <summary>Two readings with the same labels become one, since Prometheus refuses a body that names a series twice.</summary>
    public void Add(string labels, Reading reading) =>
        _series[labels] = _series.TryGetValue(labels, out var earlier) ? earlier.Plus(reading) : reading;
}
