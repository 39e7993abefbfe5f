using Shop.Data.Redis;

namespace Shop.Data.Users;

/// <summary>What logging in can come to: the codes of LogIn.lua.</summary>
public abstract record LogInResult
{
    /// <param name="SealedPair">The tokens that were issued: those of the first attempt where the call is sent again.</param>
    public sealed record LoggedIn(User User, string SealedPair, Written Written) : LogInResult;

    /// <summary>It has been counted. The answer for an unknown e-mail, too.</summary>
    public sealed record WrongPassword : LogInResult;

    /// <summary>No password is tried until then; the right one would be refused, too.</summary>
    public sealed record TooManyFailures(TimeSpan RetryAfter) : LogInResult;

    public sealed record AccountDisabled : LogInResult;

    public sealed record KeyReused : LogInResult;
}
