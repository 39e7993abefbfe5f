using System.Buffers.Text;
using System.Text;
using Shop.Api.Auth;
using Shop.Data.Users;

namespace Shop.Api.Users;

/// <summary>What a log-in or a refresh answers with.</summary>
internal sealed record TokenPair(string AccessToken, string RefreshToken);

/// <summary>
/// Makes the two tokens of a session. The operation's record keeps them sealed, so that a call which nginx hands to the other replica
/// answers the same pair again.
/// </summary>
internal sealed class TokenPairs(AccessTokens accessTokens, RefreshTokens refreshTokens, SecretKey secret, TimeProvider clock)
{
    private const char Separator = ' ';

    private readonly SealingProtector _seal = new(secret, "stored-answer");

    /// <summary>For a new session; nobody's where <paramref name="user"/> is null, so that an unknown e-mail costs the same work.</summary>
    public SessionTokens IssueFirst(User? user) =>
        Issue(user?.Id ?? Guid.Empty, user?.Sessions ?? 0, session: Guid.CreateVersion7(clock.GetUtcNow()));

    public SessionTokens IssueNext(User user, Guid session) => Issue(user.Id, user.Sessions, session);

    /// <summary>The pair of a stored answer, which the other replica may have made, or this one under the key before.</summary>
    public TokenPair Open(string sealedPair)
    {
        var tokens = Encoding.ASCII.GetString(_seal.Unprotect(Base64Url.DecodeFromChars(sealedPair))).Split(Separator);
        return new TokenPair(tokens[0], tokens[1]);
    }

    private SessionTokens Issue(Guid userId, long sessions, Guid session)
    {
        var refreshToken = refreshTokens.Issue(userId, session);
        var pair = $"{accessTokens.Issue(userId, sessions, session)}{Separator}{refreshToken}";
        var sealedPair = Base64Url.EncodeToString(_seal.Protect(Encoding.ASCII.GetBytes(pair)));
        return new SessionTokens(userId, session, RefreshTokens.HashOf(refreshToken), sealedPair);
    }
}
