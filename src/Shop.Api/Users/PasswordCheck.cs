using Shop.Data.Users;

namespace Shop.Api.Users;

/// <summary>Hashes what has to be hashed to change a password, and nothing more: hashing is slow by design.</summary>
internal sealed class PasswordCheck(SessionStore sessions, Passwords passwords)
{
    /// <param name="current">The present password as it was sent; null where none is needed.</param>
    public async Task<PasswordChange> CheckAsync(User user, string address, string? current, string next, CancellationToken cancellationToken)
    {
        if (current is null)
        {
            return new PasswordChange(user.Email, address, FittingHash: null, WithoutCurrent: true, passwords.Hash(next));
        }

        var isThrottled = await sessions.FindRetryAfterAsync(user.Email, address, cancellationToken) is not null;
        var fits = !isThrottled && passwords.Verify(user.PasswordHash, current);
        return new PasswordChange(
            user.Email, address, fits ? user.PasswordHash : null, WithoutCurrent: false, fits ? passwords.Hash(next) : "");
    }
}
