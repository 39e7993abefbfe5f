namespace Shop.Data.Users;

/// <summary>A password to change.</summary>
/// <param name="Email">The user's e-mail: wrong present passwords count for it and <paramref name="Address"/>, as at log-in.</param>
/// <param name="Address">Where the call comes from.</param>
/// <param name="FittingHash">The stored hash that the present password was found to fit, null when it fits none.</param>
/// <param name="WithoutCurrent">Whether no present password is needed: an admin changes somebody else's.</param>
/// <param name="NewHash">Unused unless the password is changed.</param>
public sealed record PasswordChange(string Email, string Address, string? FittingHash, bool WithoutCurrent, string NewHash);
