using Shop.Data.Redis;
using StackExchange.Redis;

namespace Shop.Data.Tests.Redis;

public sealed class ReadScriptsTests(SettledRedis settled) : IClassFixture<SettledRedis>
{
    private readonly RunningRedis _redis = settled.Running;

    [Fact]
    public async Task A_node_that_does_not_know_the_script_answers_all_the_same_and_knows_it_then()
    {
        var script = new LuaScript("One", $"#!lua flags=no-writes\nreturn {{KEYS[1], ARGV[1], '{Guid.CreateVersion7():N}'}}");
        var before = _redis.Count("shop.redis.reads", "replica");

        for (var n = 0; n < 4; n++)
        {
            var answer = (string[])(await _redis.Reads.RunAsync(script, ["op:key"], ["argument"], new Consistency(), CancellationToken.None))!;
            Assert.Equal(["op:key", "argument"], answer.Take(2));
        }

        Assert.Equal(before + 4, _redis.Count("shop.redis.reads", "replica"));
        foreach (var replica in _redis.Topology.Current.ReadSet)
        {
            var name = settled.Trio.Nodes.Single(node => node.Address == replica).Name;
            var known = (object?[])(await settled.Trio.AskAsync(name, "SCRIPT", "EXISTS", Convert.ToHexStringLower(script.Hash)))!;
            Assert.Equal([1L], known);
        }
    }

    [Fact]
    public async Task A_script_that_writes_is_refused_and_not_tried_again()
    {
        var script = new LuaScript("Two", "#!lua flags=no-writes\nreturn redis.call('SET', 'op:a', '1')");

        await Assert.ThrowsAsync<RedisServerException>(() => _redis.Reads.RunAsync(script, [], [], new Consistency(), CancellationToken.None));
    }

    [Fact]
    public async Task A_script_that_does_not_compile_is_a_defect()
    {
        var script = new LuaScript("Three", "#!lua flags=no-writes\nreturn (");

        await Assert.ThrowsAsync<RedisServerException>(() => _redis.Reads.RunAsync(script, [], [], new Consistency(), CancellationToken.None));
    }
}
