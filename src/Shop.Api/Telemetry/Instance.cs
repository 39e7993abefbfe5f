namespace Shop.Api.Telemetry;

/// <summary>Which replica this is, in metrics, traces and logs: <c>SHOP_INSTANCE</c>, else the host's name.</summary>
internal static class Instance
{
    public static string Of(IConfiguration configuration) =>
        configuration["SHOP_INSTANCE"] is { Length: > 0 } instance ? instance : Environment.MachineName;
}
