namespace Shop.Api.Limits;

internal static class LimitSetup
{
    /// <summary>What decides; it asks Redis for nothing.</summary>
    public static IServiceCollection AddRateLimits(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(RateLimits.From(configuration))
        .AddSingleton<LimitMetrics>()
        .AddSingleton<CallerBudgets>()
        .AddSingleton<CallerLimit>();

    /// <summary>Makes all replicas one; needs the stores.</summary>
    public static IServiceCollection AddSettlement(this IServiceCollection services) => services.AddHostedService<Settlement>();
}
