using Shop.Api.Auth;
using Shop.Data.Users;

namespace Shop.Api.Users;

/// <summary>The accounts that access tokens speak of, as they stand now.</summary>
internal sealed class StoredAccounts(UserStore users) : IAccounts
{
    public async ValueTask<Account?> FindAsync(Guid id, CancellationToken ct) =>
        await users.FindAsync(id, ct) is { } user ? new Account(user.IsAdmin, user.IsActive, user.Sessions) : null;
}
