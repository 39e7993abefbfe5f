using System.Globalization;
using Shop.Data;

namespace Shop.Api.Health;

/// <summary>
/// How long a stopping replica serves on: DRAIN_SECONDS, 0 to 60, 1 by default (the balancer in front hands a failed call on by itself).
/// </summary>
internal sealed class DrainPeriod
{
    public const string Key = "DRAIN_SECONDS";

    private const int DefaultSeconds = 1;
    private const int MaxSeconds = 60;

    /// <exception cref="SettingException">The configured value is no whole number in the range.</exception>
    public DrainPeriod(IConfiguration configuration)
    {
        var configured = configuration[Key];
        var seconds = DefaultSeconds;
        if (!string.IsNullOrEmpty(configured)
            && (!int.TryParse(configured, NumberStyles.None, CultureInfo.InvariantCulture, out seconds) || seconds > MaxSeconds))
        {
            throw new SettingException($"{Key} must be a whole number from 0 to {MaxSeconds}, not '{configured}'.");
        }

        Length = TimeSpan.FromSeconds(seconds);
    }

    public TimeSpan Length { get; }
}
