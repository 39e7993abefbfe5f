using Shop.Testing;

namespace Shop.Local.Tests;

public sealed class RedisTrioTests(RedisTrio trio) : IClassFixture<RedisTrio>
{
    [Fact]
    public async Task A_paused_master_is_replaced_and_returns_as_a_replica()
    {
        var old = await trio.PauseAsync("master");
        await Eventually.True(
            async () => await trio.MasterAsync() is { } now && now != old && await trio.RoleAsync(now) == "master",
            "another master serves");

        await trio.ResumeAsync(old);
        await Eventually.True(async () => await trio.RoleAsync(old) == "slave", $"{old} is a replica");
    }
}
