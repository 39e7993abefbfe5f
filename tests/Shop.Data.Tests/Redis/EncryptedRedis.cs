using Shop.Testing;

namespace Shop.Data.Tests.Redis;

/// <summary>A trio whose nodes speak TLS alone, and the way to it; both replicas are read from before the first test starts.</summary>
public sealed class EncryptedRedis : IAsyncLifetime
{
    public RedisTrio Trio { get; } = RedisTrio.WithTls();

    internal RunningRedis Running { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Trio.InitializeAsync();
        Running = await RunningRedis.StartAsync(Trio);
        await Eventually.True(() => Running.Topology.Current.ReadSet.Count == 2, "both replicas are read from");
    }

    public async Task DisposeAsync()
    {
        await Running.DisposeAsync();
        await Trio.DisposeAsync();
    }
}
