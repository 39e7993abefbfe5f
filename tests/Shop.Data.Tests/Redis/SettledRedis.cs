using Shop.Testing;

namespace Shop.Data.Tests.Redis;

/// <summary>A trio and the way to it, for tests that break nothing: both replicas are read from before the first one starts.</summary>
public sealed class SettledRedis : IAsyncLifetime
{
    public RedisTrio Trio { get; } = new();

    internal RunningRedis Running { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Trio.InitializeAsync();
        Running = await RunningRedis.StartAsync(Trio);
        await Eventually.True(() => Running.Health.IsReady && Running.Topology.Current.ReadSet.Count == 2, "both replicas are read from");
    }

    public async Task DisposeAsync()
    {
        await Running.DisposeAsync();
        await Trio.DisposeAsync();
    }
}
