namespace Shop.Local.Drill;

/// <summary>How long clients waited: before the fault, while it lasted, after it. A call that it overtook counts as one of its own.</summary>
/// <param name="WriteGap">The longest time in which no write at all was acknowledged.</param>
internal sealed record Timings(
    TimeSpan SlowestWrite, TimeSpan WriteGap, TimeSpan SlowestRead, IReadOnlyList<Percentiles> Writes, IReadOnlyList<Percentiles> Reads)
{
    public static Timings Of(IReadOnlyList<Operation> journal, Timeline line)
    {
        var (writes, reads) = (journal.Where(call => call.IsWrite).ToArray(), journal.Where(call => !call.IsWrite).ToArray());
        return new Timings(Slowest(writes), Gap(writes, line.End), Slowest(reads), InPhases(writes, line), InPhases(reads, line));
    }

    private static TimeSpan Slowest(IEnumerable<Operation> calls) => calls.Select(call => call.Took).DefaultIfEmpty().Max();

    private static TimeSpan Gap(IEnumerable<Operation> writes, TimeSpan end)
    {
        TimeSpan[] moments =
        [
            TimeSpan.Zero,
            .. writes.Where(write => write.Outcome == Outcome.Acknowledged && write.End < end).Select(write => write.End).Order(),
            end,
        ];
        return moments.Zip(moments.Skip(1), (one, next) => next - one).Max();
    }

    private static Percentiles[] InPhases(IReadOnlyCollection<Operation> calls, Timeline line) =>
    [
        Percentiles.Of(calls.Where(call => call.End < line.Fault)),
        Percentiles.Of(calls.Where(call => call.End >= line.Fault && call.Start < line.Heal)),
        Percentiles.Of(calls.Where(call => call.Start >= line.Heal)),
    ];
}

internal sealed record Percentiles(TimeSpan P50, TimeSpan P99)
{
    public static Percentiles Of(IEnumerable<Operation> calls)
    {
        TimeSpan[] sorted = [.. calls.Select(call => call.Took).Order()];
        return sorted.Length == 0 ? new Percentiles(TimeSpan.Zero, TimeSpan.Zero) : new Percentiles(At(sorted, 50), At(sorted, 99));
    }

    /// <summary>The smallest that so many of a hundred do not exceed.</summary>
    private static TimeSpan At(TimeSpan[] sorted, int percent) => sorted[((sorted.Length * percent) + 99) / 100 - 1];
}
