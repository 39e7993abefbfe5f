using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Shop.Data.ApiKeys;
using Shop.Data.Audit;
using Shop.Data.Limits;
using Shop.Data.Products;
using Shop.Data.Purchases;
using Shop.Data.Redis;
using Shop.Data.Users;

namespace Shop.Data;

/// <summary>Registers the stores and the way to Redis below them.</summary>
public static class ShopDataSetup
{
    /// <summary>
    /// Adds the stores, and the hosted services that follow the topology and write. The configuration is read when the host starts; a missing or
    /// broken key stops it with a sentence. Loggers and the meter factory are the host's. A <see cref="RedisOptions"/> registered before is left
    /// alone.
    /// </summary>
    public static IServiceCollection AddShopData(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => RedisOptions.From(configuration));
        AddRedis(services);
        AddStores(services);
        return services;
    }

    /// <summary>One line for each store.</summary>
    private static void AddStores(IServiceCollection services)
    {
        services.AddSingleton(provider => Store(provider, (commits, reads, time) => new UserStore(commits, reads, time)));
        services.AddSingleton(provider => Store(provider, (commits, reads, _) => new SessionStore(commits, reads)));
        services.AddSingleton(provider => Store(provider, (commits, reads, time) => new ProductStore(commits, reads, time)));
        services.AddSingleton(provider => Store(provider, (commits, reads, time) => new PurchaseStore(commits, reads, time)));
        services.AddSingleton(provider => Store(provider, (commits, reads, time) => new ApiKeyStore(commits, reads, time)));
        services.AddSingleton(provider => Store(
            provider, (commits, _, time) => new BudgetStore(commits, provider.GetRequiredService<RedisOptions>(), time)));
        services.AddSingleton(provider => new AuditStore(provider.GetRequiredService<Reads>()));
        services.AddSingleton(provider => new StockAudit(provider.GetRequiredService<Reads>()));
        services.AddSingleton(provider => new StockCounts(provider.GetRequiredService<Reads>()));
        services.AddSingleton(provider => new OperationRecords(provider.GetRequiredService<Reads>()));
    }

    // The stores are public, what they stand on is not: so the container can't find their constructors by itself.
    private static T Store<T>(IServiceProvider provider, Func<CommitQueue, Reads, TimeProvider, T> create) => create(
        provider.GetRequiredService<CommitQueue>(), provider.GetRequiredService<Reads>(), provider.GetRequiredService<TimeProvider>());

    private static void AddRedis(IServiceCollection services)
    {
        services.AddSingleton<RedisMetrics>();
        services.AddSingleton<Topology>();
        services.AddSingleton(provider => new TopologyView(provider.GetRequiredService<Topology>()));
        services.AddSingleton<NodeLinks>();
        services.AddSingleton<CommitQueue>();
        services.AddSingleton<Reads>();
        services.AddSingleton(provider => new StorageHealth(provider.GetRequiredService<Topology>(), provider.GetRequiredService<RedisOptions>()));

        // They stop in reverse: the writer empties the queue while the watcher still knows the master.
        services.AddHostedService<TopologyWatcher>();
        services.AddHostedService<CommitWriter>();
        services.AddHostedService<FirstContact>();
        services.TryAddSingleton<PurchasesExpired>(_ => static _ => { });
        services.AddHostedService<HoldSweep>();
    }
}
