using System.Diagnostics.Metrics;
using System.Reflection;

namespace Shop.Api.Telemetry;

/// <summary>Which build runs: <c>shop_build_info</c>, 1 with the version and the commit as labels. A change of them is a deployment.</summary>
internal sealed class BuildInfo
{
    public BuildInfo(IMeterFactory meters) => meters.Create(ShopMetrics.MeterName).CreateObservableGauge(
        "shop.build_info",
        () => new Measurement<long>(1, new("version", Version), new("commit", Commit)),
        unit: null,
        "1, with what was built as labels.");

    public static string Version => Informational.Split('+')[0];

    /// <summary>Empty when it was built outside of a checkout.</summary>
    public static string Commit => Informational.Split('+') is [_, var commit] ? commit : "";

    /// <summary>The SDK puts the commit behind the version.</summary>
    private static string Informational { get; } =
        typeof(BuildInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
}
