using Shop.Data.Redis;
using Shop.Testing;
using StackExchange.Redis;

namespace Shop.Data.Tests.Redis;

public sealed class ReadScriptsTests(SettledRedis settled) : IClassFixture<SettledRedis>
{
    private readonly RunningRedis _redis = settled.Running;

    [Fact]
    public async Task A_node_that_does_not_know_the_script_answers_all_the_same_and_knows_it_then()
    {
        var script = new LuaScript("One", $"#!lua flags=no-writes\nreturn {{KEYS[1], ARGV[1], '{Guid.CreateVersion7():N}'}}");

        // On a busy machine a replica may not be read from for a moment.
        await Eventually.True(
            async () =>
            {
                var answer = (string[])(await _redis.Reads.RunAsync(script, ["op:key"], ["argument"], new Consistency(), CancellationToken.None))!;
                Assert.Equal(["op:key", "argument"], answer.Take(2));
                return await AreToldAsync(script);
            },
            "both replicas have answered");
    }

    private async Task<bool> AreToldAsync(LuaScript script)
    {
        var replicas = settled.Trio.Nodes.Where(node => node.Name.StartsWith("redis", StringComparison.Ordinal) && node.Address != _redis.Topology.Current.Master);
        var known = await Task.WhenAll(replicas.Select(node => settled.Trio.AskAsync(node.Name, "SCRIPT", "EXISTS", Convert.ToHexStringLower(script.Hash))));
        return known.All(answer => answer is object?[] and [1L]);
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
