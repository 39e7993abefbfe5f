using System.Globalization;
using Shop.Data;
using Shop.Data.Limits;

namespace Shop.Api.Limits;

/// <summary>
/// How often whom. Off with <c>RATE_LIMIT_ENABLED=false</c>; each limit is <c>requests/seconds</c>. The throttle of wrong passwords is none of
/// them and always on.
/// </summary>
internal sealed class RateLimits
{
    private const int MostRequests = 1_000_000;
    private const int MostSeconds = 86_400;

    public required bool IsEnabled { get; init; }

    /// <summary>Of one user or API key, all calls together: <c>RATE_LIMIT_CALLER</c>.</summary>
    public required RateLimit Caller { get; init; }

    /// <summary>Log-ins from one address: <c>RATE_LIMIT_LOGIN</c>.</summary>
    public required RateLimit LogIn { get; init; }

    /// <summary>Registrations from one address: <c>RATE_LIMIT_REGISTRATION</c>.</summary>
    public required RateLimit Registration { get; init; }

    public IReadOnlyList<RateLimit> All => [Caller, LogIn, Registration];

    /// <exception cref="SettingException">A setting can't be understood.</exception>
    public static RateLimits From(IConfiguration configuration) => new()
    {
        IsEnabled = IsOn(configuration),
        Caller = Read(configuration, "RATE_LIMIT_CALLER", "caller", "12000/60"),
        LogIn = Read(configuration, "RATE_LIMIT_LOGIN", "login", "60/60"),
        Registration = Read(configuration, "RATE_LIMIT_REGISTRATION", "registration", "60/60"),
    };

    private static bool IsOn(IConfiguration configuration) => configuration["RATE_LIMIT_ENABLED"] switch
    {
        null or "" or "true" => true,
        "false" => false,
        _ => throw new SettingException("RATE_LIMIT_ENABLED must be true or false."),
    };

    private static RateLimit Read(IConfiguration configuration, string setting, string name, string usual)
    {
        var parts = (configuration[setting] is { Length: > 0 } text ? text : usual).Split('/');
        return parts.Length == 2 && Number(parts[0], MostRequests) is { } requests && Number(parts[1], MostSeconds) is { } seconds
            ? new RateLimit(name, requests, TimeSpan.FromSeconds(seconds))
            : throw new SettingException(
                $"{setting} must be requests/seconds, at most {MostRequests}/{MostSeconds}, such as {usual}.");
    }

    private static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;
}
