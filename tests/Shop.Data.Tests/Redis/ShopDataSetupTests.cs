using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shop.Data.Redis;
using Shop.Testing;

namespace Shop.Data.Tests.Redis;

public sealed class ShopDataSetupTests(RedisTrio trio) : IClassFixture<RedisTrio>
{
    [Fact]
    public async Task A_host_with_the_shops_data_becomes_ready_writes_and_stops()
    {
        using var host = Build(("REDIS_SENTINEL", trio.Sentinels), ("REDIS_MASTER_NAME", trio.MasterName), ("REDIS_PASSWORD", trio.Password));
        await host.StartAsync();
        await Eventually.True(() => host.Services.GetRequiredService<StorageHealth>().IsReady, "the host is ready");

        var commit = await Once.CommitAsync(host.Services.GetRequiredService<CommitQueue>(), "host", operation: 1);

        Assert.Equal(2, commit.Replicas);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_host_without_Sentinels_does_not_start_and_says_what_to_write()
    {
        using var host = Build(("REDIS_SENTINEL", ""));

        var exception = await Assert.ThrowsAsync<SettingException>(() => host.StartAsync());

        Assert.StartsWith("REDIS_SENTINEL is not set", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_with_a_wrong_password_never_becomes_ready_and_stops()
    {
        var options = RunningRedis.OptionsFor(trio, hold: TimeSpan.FromSeconds(1), password: "wrong");
        using var host = Build(services => services.AddSingleton(options));
        await host.StartAsync();

        var write = Once.CommitAsync(host.Services.GetRequiredService<CommitQueue>(), "host", operation: 2);
        await host.StopAsync();

        var refused = await Assert.ThrowsAsync<RedisUnavailableException>(() => write);
        Assert.Equal(RedisUnavailableReason.StorageUnavailable, refused.Reason);
        Assert.False(host.Services.GetRequiredService<StorageHealth>().IsReady);
    }

    private static IHost Build(params (string Key, string Value)[] configuration) => Build(_ => { }, configuration);

    private static IHost Build(Action<IServiceCollection> before, params (string Key, string Value)[] configuration)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        foreach (var (key, value) in configuration)
        {
            builder.Configuration[key] = value;
        }

        before(builder.Services);
        builder.Services.AddShopData(builder.Configuration);
        return builder.Build();
    }
}
