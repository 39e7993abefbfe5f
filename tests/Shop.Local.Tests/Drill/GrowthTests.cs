using Shop.Local.Drill;
using Shop.Local.Supervision;

namespace Shop.Local.Tests.Drill;

public sealed class GrowthTests
{
    private static readonly ProcessIdentity First = new(4711, 1);

    [Fact]
    public void The_first_and_the_last_run_of_one_process_are_compared()
    {
        var growth = new Growth("api-1");

        growth.Add(new Footprint(First, 102_400, 30, 20));
        growth.Add(new Footprint(First, 409_600, 60, 90));
        growth.Add(new Footprint(First, 112_640, 31, 21));

        Assert.Equal("api-1 over 3 runs: 100 to 110 MB, 30 to 31 threads, 20 to 21 connections.", growth.ToString());
    }

    [Fact]
    public void Of_many_runs_the_middle_of_three_counts_at_either_end()
    {
        var growth = new Growth("api-1");

        foreach (var megabytes in new[] { 100, 300, 101, 500, 110, 112, 90 })
        {
            growth.Add(new Footprint(First, megabytes * 1024, 30, 20));
        }

        Assert.Equal("api-1 over 7 runs: 101 to 110 MB, 30 to 30 threads, 20 to 20 connections.", growth.ToString());
    }

    [Fact]
    public void A_process_that_was_started_anew_begins_anew()
    {
        var growth = new Growth("api-1");

        growth.Add(new Footprint(First, 102_400, 30, 20));
        growth.Add(null);
        growth.Add(new Footprint(First with { StartTime = 2 }, 51_200, 20, 10));

        Assert.Contains("was not there for two runs", growth.ToString());
    }

    [Fact]
    public void A_live_process_has_memory_and_threads()
    {
        var own = Footprint.Of(ProcessIdentity.Of(Environment.ProcessId)!.Value)!;

        Assert.True(own is { ResidentKilobytes: > 0, Threads: > 0, Sockets: >= 0 });
    }

    [Fact]
    public void A_process_that_is_gone_has_none() => Assert.Null(Footprint.Of(new ProcessIdentity(int.MaxValue, 1)));
}
