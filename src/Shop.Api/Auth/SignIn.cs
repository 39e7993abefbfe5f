using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Shop.Api.Http;
using Shop.Api.Limits;

namespace Shop.Api.Auth;

/// <summary>Finds out who calls: the token by the framework's BearerToken scheme, then the account as it is now.</summary>
internal sealed class SignIn(AccessTokens tokens, IAccounts accounts, CallerLimit limit)
{
    private const int MaxTokenLength = 8 * 1024;
    private const string Scheme = "Bearer ";

    /// <summary>
    /// The token of the one Authorization header, or null: the scheme's name has no case (RFC 9110, 11.1), though the framework's
    /// handler has one for it.
    /// </summary>
    public static string? TokenOf(HttpRequest request) =>
        request.Headers.Authorization is [{ Length: <= MaxTokenLength } header]
        && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? header[Scheme.Length..]
            : null;

    /// <summary>Whether credentials of any kind were sent.</summary>
    public static bool IsAttempted(HttpRequest request) =>
        request.Headers.Authorization.Count > 0 || request.Headers.ContainsKey(ApiKeySecrets.Header);

    /// <returns>No caller, or one whose session was ended, with the problem; else the caller alone.</returns>
    public async ValueTask<(Caller? Caller, Problem? Problem)> FindCallerAsync(HttpContext context, CancellationToken ct)
    {
        if (TokenOf(context.Request) is not { } token)
        {
            return (null, Problems.Unauthenticated());
        }

        var result = await context.AuthenticateAsync(BearerTokenDefaults.AuthenticationScheme);
        if (!result.Succeeded)
        {
            return (null, tokens.IsReadable(token) ? Problems.TokenExpired() : Problems.Unauthenticated());
        }

        var (userId, sessions, session) = AccessTokens.Read(result.Principal);
        if (limit.ObjectTo(userId, context) is { } limited)
        {
            return (null, limited);
        }

        var account = await accounts.FindAsync(userId, session, ct);
        var caller = new Caller(userId, account is { IsAdmin: true });
        if (account is not { IsActive: true } || account.Sessions != sessions)
        {
            return (caller, Problems.TokenExpired());
        }

        limit.Spend(userId, context);
        return (caller, null);
    }
}
