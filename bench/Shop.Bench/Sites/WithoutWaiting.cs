using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shop.Bench.Sites;
using Shop.Data.Redis;
using Shop.Local.Drill;
using Shop.Local.Nodes;

[assembly: HostingStartup(typeof(WithoutWaiting.Startup))]

namespace Shop.Bench.Sites;

/// <summary>
/// The shop's own API, which this assembly slips into at its start and makes believe the master alone. The product has no such setting: who
/// does not load the bench can't switch durability off.
/// </summary>
internal static class WithoutWaiting
{
    public static Task<Site> OpenAsync(DrillStack shop) => Site.OpenAsync(
        shop,
        "without-waiting",
        (layout, node) =>
        {
            var plain = ApiNode.Prepare(layout, node, shop.Settings);
            return plain with
            {
                Environment = new Dictionary<string, string>(plain.Environment, StringComparer.Ordinal)
                {
                    ["DOTNET_STARTUP_HOOKS"] = typeof(WithoutWaiting).Assembly.Location,
                    ["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = typeof(WithoutWaiting).Assembly.GetName().Name!,
                },
            };
        },
        "/health/ready");

    public static RedisOptions TrustingTheMaster(IConfiguration configuration)
    {
        var usual = RedisOptions.From(configuration);
        return new RedisOptions
        {
            Sentinels = usual.Sentinels,
            MasterName = usual.MasterName,
            Password = usual.Password,
            TrustsMasterAlone = true,
        };
    }

    internal sealed class Startup : IHostingStartup
    {
        public void Configure(IWebHostBuilder builder) =>
            builder.ConfigureServices((context, services) => services.AddSingleton(_ => TrustingTheMaster(context.Configuration)));
    }
}
