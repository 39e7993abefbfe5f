using Shop.Data.Redis;

namespace Shop.Data.Users;

/// <summary>What using a refresh token can come to: the codes of RefreshSession.lua.</summary>
public abstract record RefreshSessionResult
{
    /// <param name="SealedPair">The tokens that were issued: those of the first attempt where the call is sent again.</param>
    public sealed record Refreshed(User User, string SealedPair, Written Written) : RefreshSessionResult;

    /// <summary>It was used before, or another one of its session was: the session has ended.</summary>
    public sealed record Reused : RefreshSessionResult;

    /// <summary>Never issued, expired, or its session has ended.</summary>
    public sealed record Unknown : RefreshSessionResult;

    public sealed record KeyReused : RefreshSessionResult;
}
