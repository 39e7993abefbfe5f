using System.Globalization;
using Shop.Local.Control;
using Shop.Local.Supervision;
using Shop.Local.Testing;
using Shop.Testing;

namespace Shop.Local.Tests;

public sealed class RecordTests : IDisposable
{
    private readonly string _folder = TestFolder.Make("records");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_process_that_got_the_number_of_a_dead_node_is_left_alone()
    {
        var self = ProcessIdentity.Of(Environment.ProcessId)!.Value;
        await File.WriteAllTextAsync(Path.Combine(_folder, "node.pid"), string.Create(CultureInfo.InvariantCulture, $"{self.Pid} {self.StartTime - 1}\n"));

        await Strays.KillBelowAsync(_folder); // would end this very test run
        Assert.True(self.IsAlive);
    }

    [Fact]
    public void A_lock_that_can_not_be_taken_for_another_reason_is_not_waited_for()
    {
        var path = Path.Combine(_folder, "lock");
        using (StackLock.TryTake(path))
        {
            Assert.Null(StackLock.TryTake(path));
        }

        using var again = StackLock.TryTake(path);
        Assert.NotNull(again);
        File.CreateSymbolicLink($"{path}-loop", $"{path}-loop"); // fails for root as well, like a read-only file system
        Assert.ThrowsAny<IOException>(() => StackLock.TryTake($"{path}-loop"));
    }

    [Fact]
    public async Task A_run_without_a_test_counts_as_a_failure_and_skips_are_counted()
    {
        var trx = Path.Combine(_folder, "x.trx");
        Assert.Equal("0 passed, 1 failed", Trx.Read(trx, "x", 0, filtered: false).Summary);
        Assert.Equal("0 passed, 0 failed", Trx.Read(trx, "x", 0, filtered: true).Summary);

        await File.WriteAllTextAsync(trx, """<TestRun xmlns="t"><ResultSummary><Counters total="5" executed="4" passed="3" failed="1" /></ResultSummary></TestRun>""");
        Assert.Equal("3 passed, 1 failed, 1 skipped", Trx.Read(trx, "x", 1, filtered: false).Summary);
    }
}
