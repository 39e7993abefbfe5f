using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shop.Data.Redis;

namespace Shop.Data;

/// <summary>Registers the stores and the way to Redis below them.</summary>
public static class ShopDataSetup
{
    /// <summary>
    /// Adds the stores, and the hosted services that follow the topology and write. The configuration is read when the host starts; a missing or
    /// broken key stops it with a sentence.
    /// </summary>
    public static IServiceCollection AddShopData(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(_ => RedisOptions.From(configuration));
        services.AddSingleton<CommitQueue>();
        services.AddSingleton<Reads>();
        services.AddSingleton<StorageHealth>();
        return services;
    }
}
