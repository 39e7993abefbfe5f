using Shop.Data.Redis;

namespace Shop.Data.Tests.Redis;

public sealed class HedgeTests : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Forever = TimeSpan.FromHours(1);

    private readonly Meters _meters = new();
    private readonly List<string> _asked = [];

    public void Dispose() => _meters.Dispose();

    [Fact]
    public async Task The_first_node_s_answer_needs_no_other()
    {
        Assert.Equal("a", await AskAsync(Forever, node => Task.FromResult(node)));
        Assert.Equal(["a"], _asked);
    }

    [Fact]
    public async Task A_silent_node_is_passed_over_and_its_answer_dropped()
    {
        var silent = new TaskCompletionSource<string>();

        Assert.Equal("b", await AskAsync(Moment, node => node == "a" ? silent.Task : Task.FromResult(node)));
        silent.SetResult("too late");
    }

    [Fact]
    public async Task A_slow_node_may_still_win()
    {
        var slow = new TaskCompletionSource<string>();
        var answer = AskAsync(Moment, node =>
        {
            if (node == "c")
            {
                slow.SetResult("a after all");
            }

            return node == "a" ? slow.Task : new TaskCompletionSource<string>().Task;
        });

        Assert.Equal("a after all", await answer);
    }

    [Fact]
    public async Task A_node_that_fails_costs_no_time()
    {
        Assert.Equal("b", await AskAsync(Forever, node => node == "a" ? Task.FromException<string>(new IOException()) : Task.FromResult(node)));
        Assert.Equal(["a", "b"], _asked);
    }

    [Fact]
    public async Task A_defect_is_not_asked_of_another_node()
    {
        await Assert.ThrowsAsync<FormatException>(() => AskAsync(Forever, _ => Task.FromException<string>(new FormatException())));
        Assert.Equal(["a"], _asked);
    }

    [Fact]
    public async Task When_all_have_failed_the_last_failure_is_told()
    {
        var failure = await Assert.ThrowsAsync<IOException>(() => AskAsync(Moment, node => Task.FromException<string>(new IOException(node))));
        Assert.Equal("c", failure.Message);
    }

    [Fact]
    public async Task With_no_node_at_all_it_says_so()
    {
        var hedge = new Hedge(Moment, TimeProvider.System, new RedisMetrics(_meters));

        await Assert.ThrowsAsync<IOException>(() => hedge.AskAsync([], Task.FromResult, CancellationToken.None));
    }

    private Task<string> AskAsync(TimeSpan patience, Func<string, Task<string>> ask) =>
        new Hedge(patience, TimeProvider.System, new RedisMetrics(_meters)).AskAsync(
            ["a", "b", "c"],
            node =>
            {
                _asked.Add(node);
                return ask(node);
            },
            CancellationToken.None);
}
