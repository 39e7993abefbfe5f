using Shop.Data;

namespace Shop.Api.Telemetry;

/// <summary>
/// The port that serves /metrics and nothing of the shop. It is compared with the local port of the connection, since the Host header is
/// the client's to write.
/// </summary>
internal sealed class MetricsPort
{
    public const string UrlKey = "Kestrel:Endpoints:Metrics:Url";

    private readonly int? _number;

    /// <summary>Without the key there is no such port, and /metrics is served nowhere.</summary>
    /// <exception cref="SettingException">The key holds no address.</exception>
    public MetricsPort(IConfiguration configuration)
    {
        if (configuration[UrlKey] is not { Length: > 0 } url)
        {
            return;
        }

        try
        {
            _number = BindingAddress.Parse(url).Port;
        }
        catch (FormatException malformed)
        {
            throw new SettingException($"{UrlKey} must be an address such as http://127.0.0.1:9464, not '{url}'.", malformed);
        }
    }

    public bool Received(HttpContext context) => context.Connection.LocalPort == _number;
}
