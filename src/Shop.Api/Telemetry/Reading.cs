namespace Shop.Api.Telemetry;

/// <summary>The value of one series at the moment of the scrape.</summary>
internal abstract record Reading
{
    /// <summary>What the series shows when a second instrument reports it too.</summary>
    public abstract Reading Plus(Reading other);
}

/// <summary>A counter, or a gauge made of ups and downs: two of them add up.</summary>
internal sealed record SumReading(double Value) : Reading
{
    public override Reading Plus(Reading other) => other is SumReading sum ? new SumReading(Value + sum.Value) : this;
}

/// <summary>A measured level: the later one wins, since two levels do not add up.</summary>
internal sealed record GaugeReading(double Value) : Reading
{
    public override Reading Plus(Reading other) => other is GaugeReading ? other : this;
}

/// <summary>Buckets are cumulative, ascending, and end in +Inf, whose count is the count of the histogram.</summary>
internal sealed record HistogramReading(double Sum, IReadOnlyList<Bucket> Buckets) : Reading
{
    public long Count => Buckets[^1].Count;

    /// <summary>Histograms of unlike bounds cannot be added: the first one stays.</summary>
    public override Reading Plus(Reading other) =>
        other is HistogramReading histogram && Buckets.Select(b => b.UpperBound).SequenceEqual(histogram.Buckets.Select(b => b.UpperBound))
            ? new HistogramReading(
                Sum + histogram.Sum,
                [.. Buckets.Zip(histogram.Buckets, (mine, its) => mine with { Count = mine.Count + its.Count })])
            : this;
}

internal sealed record Bucket(double UpperBound, long Count);
