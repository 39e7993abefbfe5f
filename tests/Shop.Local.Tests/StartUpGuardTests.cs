using Shop.Testing;

namespace Shop.Local.Tests;

/// <summary>What start-redis.sh decides, against real Redis nodes and Sentinels.</summary>
public sealed class StartUpGuardTests : IAsyncLifetime
{
    private readonly RedisTrio _trio = new();

    private IEnumerable<string> Sentinels =>
        _trio.Nodes.Select(node => node.Name).Where(name => name.StartsWith("sentinel", StringComparison.Ordinal));

    public Task InitializeAsync() => _trio.InitializeAsync();

    public Task DisposeAsync() => _trio.DisposeAsync();

    [Fact]
    public async Task The_first_boot_makes_the_first_node_the_master()
    {
        Assert.Equal("redis-1", await _trio.MasterAsync());
        Assert.Contains("starts as the master: a majority of the Sentinels names this node and none knows", await _trio.LogAsync("redis-1"));
        Assert.Contains("starts as a replica of", await _trio.LogAsync("redis-2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_an_orderly_stop_the_master_starts_as_master_at_once_and_the_mark_is_used_up()
    {
        var mark = Path.Combine(_trio.DataDirectory("redis-1"), "stopped-in-order");
        await _trio.StopAllInOrderAsync();
        Assert.True(File.Exists(mark));

        _trio.StartAll();
        await Eventually.True(async () => !File.Exists(mark) && await _trio.RoleAsync("redis-1") is not null, "redis-1 has decided and serves");
        Assert.Contains("it was stopped in order", await _trio.LogAsync("redis-1"));
        await Eventually.True(_trio.IsWholeAsync, "the trio is whole again");
    }

    [Fact]
    public async Task A_start_alarms_no_Sentinel_although_Redis_comes_later_and_leaves_them_quick()
    {
        // A machine that is busy for seconds alarms them, whatever the script does. Without its patience each start would.
        var alarming = 0;
        while (await StartAgainAndSeeAlarmAsync())
        {
            Assert.True(++alarming < 4, "each of four starts alarmed a Sentinel");
        }
    }

    [Fact]
    public async Task Each_Sentinel_looks_every_second_who_replicates_whom_and_pings_twice_as_often_after_each_start()
    {
        await _trio.KillAsync("sentinel-2");
        await _trio.StartAsync("sentinel-2");

        foreach (var sentinel in Sentinels)
        {
            await Eventually.True(async () => await PeriodAsync(sentinel, "INFO-PERIOD") is "1000", $"{sentinel} looks every second");
            Assert.Equal("500", await PeriodAsync(sentinel, "PING-PERIOD"));
        }
    }

    [Fact]
    public async Task A_master_that_died_waits_for_the_failover_and_returns_as_a_replica()
    {
        await _trio.KillAsync("redis-1");
        await _trio.StartAsync("redis-1");

        await Eventually.True(async () => Says(await _trio.LogAsync("redis-1"), "starts as a replica of"), "redis-1 starts as a replica");
        Assert.Contains("was not stopped in order", await _trio.LogAsync("redis-1"), StringComparison.Ordinal);
        await Eventually.True(_trio.IsWholeAsync, "the trio is whole again");
        Assert.NotEqual("redis-1", await _trio.MasterAsync());
    }

    [Fact]
    public async Task A_master_whose_data_directory_was_emptied_never_starts_as_master()
    {
        await _trio.KillAsync("redis-1");
        Directory.Delete(_trio.DataDirectory("redis-1"), recursive: true);
        await _trio.StartAsync("redis-1");

        await Eventually.True(async () => Says(await _trio.LogAsync("redis-1"), "starts as a replica of"), "redis-1 starts as a replica");
        Assert.Single(Lines(await _trio.LogAsync("redis-1"), "starts as the master")); // that of the first boot
    }

    [Fact]
    public async Task When_the_power_goes_everywhere_one_master_returns_with_the_data()
    {
        await Eventually.True(async () => await _trio.WriteAsync("kept", "yes") == 2, "both replicas have it");
        await Eventually.True(_trio.HasWrittenItsLogsAsync, "every node has written it into its log");
        await Task.WhenAll(_trio.Nodes.Select(node => _trio.KillAsync(node.Name)));
        _trio.StartAll();

        await Eventually.True(_trio.IsWholeAsync, "the trio is whole again", TimeSpan.FromSeconds(90));
        Assert.Equal("yes", await _trio.ReadAsync("kept"));
    }

    // An error while it starts comes back as text.
    private async Task<object?> PeriodAsync(string sentinel, string name) =>
        await _trio.AskAsAsync("operator", RedisTrio.PasswordOf("REDIS_OPERATOR_PASSWORD"), sentinel, "SENTINEL", "DEBUG") is object?[] settings
            ? settings.SkipWhile(word => !name.Equals(word)).Skip(1).FirstOrDefault()
            : null;

    private async Task<bool> StartAgainAndSeeAlarmAsync()
    {
        await _trio.StopAllInOrderAsync();
        var before = await AlarmsAsync();
        _trio.StartAll();
        await Eventually.True(_trio.IsWholeAsync, "the trio is whole again");
        foreach (var sentinel in Sentinels)
        {
            var configuration = Path.Combine(_trio.DataDirectory(sentinel), "sentinel.conf");
            await Eventually.True(async () => Says(await File.ReadAllTextAsync(configuration), "down-after-milliseconds shop 1000\n"), "it is quick again");
            await Eventually.True(() => !File.Exists(Path.Combine(_trio.DataDirectory(sentinel), "down-after")), "nothing is left of its patience");
        }

        return await AlarmsAsync() > before;
    }

    private async Task<int> AlarmsAsync() =>
        (await Task.WhenAll(Sentinels.Select(_trio.LogAsync))).Sum(log => Lines(log, "+sdown master").Count());

    private static bool Says(string log, string what) => log.Contains(what, StringComparison.Ordinal);

    private static IEnumerable<string> Lines(string log, string what) => log.Split('\n').Where(line => Says(line, what));
}
