using Shop.Local.Drill;

namespace Shop.Local.Tests.Drill;

public sealed class TimingsTests
{
    private static readonly Timeline Line = new(Seconds(10), Seconds(20), Seconds(30));

    [Fact]
    public void The_longest_time_without_an_acknowledged_write_is_found_whatever_else_is_answered_meanwhile()
    {
        Operation[] journal = [Write(1, 2), Write(3, 4), Write(5, 6, Outcome.Failed), Read(7, 8), Write(14, 17), Write(20, 22)];
        Assert.Equal(Seconds(13), Timings.Of(journal, Line).WriteGap);
    }

    [Fact]
    public void Writes_that_never_come_back_leave_a_gap_to_the_end() =>
        Assert.Equal(Seconds(28), Timings.Of([Write(1, 2)], Line).WriteGap);

    [Fact]
    public void Each_phase_has_its_own_percentiles()
    {
        var journal = Enumerable.Range(1, 100).Select(i => Write(5, 5 + (i / 100.0))).Append(Write(12, 15)).Append(Read(25, 29));
        var timings = Timings.Of([.. journal], Line);
        Assert.Equal(0.50, timings.Writes[0].P50.TotalSeconds, 3);
        Assert.Equal(0.99, timings.Writes[0].P99.TotalSeconds, 3);
        Assert.Equal(Seconds(3), timings.Writes[1].P99);
        Assert.Equal(Seconds(4), timings.Reads[2].P50);
        Assert.Equal((Seconds(3), Seconds(4)), (timings.SlowestWrite, timings.SlowestRead));
    }

    private static Operation Write(double start, double end, Outcome outcome = Outcome.Acknowledged) =>
        new(1, Act.Buy, "", Seconds(start), Seconds(end), outcome);

    private static Operation Read(double start, double end) => new(1, Act.Browse, "", Seconds(start), Seconds(end), Outcome.Acknowledged);

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
