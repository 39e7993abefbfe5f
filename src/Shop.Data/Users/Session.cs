namespace Shop.Data.Users;

/// <summary>A session that is to be opened, or to go on, with one refresh token.</summary>
/// <param name="UserId">Whose it is; empty where nobody has the e-mail that was tried.</param>
/// <param name="TokenHash">Of the refresh token that counts from now on.</param>
/// <param name="SealedPair">The answer's secrets, encrypted: the operation's record keeps them for a call that is sent again.</param>
public sealed record SessionTokens(Guid UserId, Guid Session, string TokenHash, string SealedPair);

/// <summary>A refresh token that somebody sent.</summary>
/// <param name="IsOurs">Whether the API made it: if it is not the one that counts, it was used before.</param>
public sealed record SentRefreshToken(Guid UserId, Guid Session, string Hash, bool IsOurs);

/// <summary>Somebody tries to log in.</summary>
/// <param name="Email">In lower case; wrong passwords count for it and <paramref name="Address"/>, whether anybody has it or not.</param>
/// <param name="Address">Where the call comes from.</param>
/// <param name="FittingHash">The stored hash that the password was found to fit, null when it fits none.</param>
public sealed record LogInAttempt(string Email, string Address, string? FittingHash);
