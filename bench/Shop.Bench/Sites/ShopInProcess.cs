using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shop.Data;
using Shop.Local.Drill;
using Shop.Local.Stack;

namespace Shop.Bench.Sites;

/// <summary>The shop's own stores and commit path on a stack's Redis, without HTTP in front of them.</summary>
internal static class ShopInProcess
{
    public static async Task<IHost> OpenAsync(DrillStack stack, bool trustsMasterAlone = false)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["REDIS_SENTINEL"] = string.Join(',', stack.Layout.Of(NodeKind.Sentinel).Select(sentinel => sentinel.Address));
        builder.Configuration["REDIS_MASTER_NAME"] = stack.Settings.MasterName;
        builder.Configuration["REDIS_PASSWORD"] = stack.Settings["REDIS_PASSWORD"];
        builder.Services.AddShopData(builder.Configuration);
        if (trustsMasterAlone)
        {
            builder.Services.AddSingleton(WithoutWaiting.TrustingTheMaster(builder.Configuration));
        }

        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
