using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.Extensions.Options;

namespace Shop.Api.Auth;

/// <summary>Access tokens: opaque, tamper-proof, stored nowhere.</summary>
internal sealed class AccessTokens(IOptionsMonitor<BearerTokenOptions> options, TimeProvider clock)
{
    private const string UserClaim = "sub";
    private const string SessionsClaim = "sessions";
    private const string SessionClaim = "session";

    public static TimeSpan Lifetime { get; } = TimeSpan.FromSeconds(900);

    private ISecureDataFormat<AuthenticationTicket> Tickets => options.Get(BearerTokenDefaults.AuthenticationScheme).BearerTokenProtector;

    /// <param name="sessions"><see cref="Account.Sessions"/> at the time of signing in: a later number ends the token.</param>
    /// <param name="session">The session it belongs to: logging out of that ends the token.</param>
    public string Issue(Guid userId, long sessions, Guid session)
    {
        var now = clock.GetUtcNow();
        Claim[] claims =
        [
            new(UserClaim, userId.ToString()),
            new(SessionsClaim, sessions.ToString(CultureInfo.InvariantCulture)),
            new(SessionClaim, session.ToString()),
        ];
        var identity = new ClaimsIdentity(claims, BearerTokenDefaults.AuthenticationScheme);
        var properties = new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now + Lifetime };
        var ticket = new AuthenticationTicket(new ClaimsPrincipal(identity), properties, BearerTokenDefaults.AuthenticationScheme);
        return Tickets.Protect(ticket);
    }

    /// <summary>Whether the token is one of ours, whatever its age.</summary>
    public bool IsReadable(string token) => Tickets.Unprotect(token) is not null;

    public static (Guid UserId, long Sessions, Guid Session) Read(ClaimsPrincipal principal) => (
        Guid.Parse(principal.FindFirstValue(UserClaim)!),
        long.Parse(principal.FindFirstValue(SessionsClaim)!, CultureInfo.InvariantCulture),

        // While a new version is rolled out there are tokens without one.
        Guid.TryParse(principal.FindFirstValue(SessionClaim), out var session) ? session : Guid.Empty);
}
