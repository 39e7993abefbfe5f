using System.Diagnostics;

namespace Shop.Api.Telemetry;

/// <summary>The value of one series at the moment of the scrape.</summary>
internal abstract record Reading
{
    /// <summary>What the series shows when a second instrument reports it too.</summary>
    public abstract Reading Plus(Reading other);
}

/// <summary>A counter, or a gauge made of ups and downs: two of them add up.</summary>
internal sealed record SumReading(double Value, Exemplar? Exemplar = null) : Reading
{
    public override Reading Plus(Reading other) =>
        other is SumReading sum ? new SumReading(Value + sum.Value, Exemplar.Newer(this.Exemplar, sum.Exemplar)) : this;
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
            ? new HistogramReading(Sum + histogram.Sum, [.. Buckets.Zip(histogram.Buckets, (mine, its) => mine.Plus(its))])
            : this;
}

/// <param name="Exemplar">A value that fell into this very bucket; null when no trace was recorded.</param>
internal sealed record Bucket(double UpperBound, long Count, Exemplar? Exemplar = null)
{
    public Bucket Plus(Bucket other) =>
        this with { Count = Count + other.Count, Exemplar = Exemplar.Newer(this.Exemplar, other.Exemplar) };
}

/// <summary>One value that was recorded, and the trace in which that happened.</summary>
internal sealed record Exemplar(double Value, ActivityTraceId TraceId, ActivitySpanId SpanId, DateTimeOffset At)
{
    public static Exemplar? Newer(Exemplar? one, Exemplar? other) => one is null || other?.At > one.At ? other : one;
}
