using Shop.Api.Auth;
using Shop.Data.Redis;
using Shop.Data.Users;

namespace Shop.Api.Users;

/// <summary>The accounts that access tokens speak of, as they stand now.</summary>
internal sealed class StoredAccounts(SessionStore sessions, OperationRecords records) : IAccounts
{
    public async ValueTask<Account?> FindAsync(Guid id, Guid session, CancellationToken ct) =>
        await sessions.FindUserAsync(id, session, ct) is { } user ? new Account(user.IsAdmin, user.IsActive, user.Sessions) : null;

    public Task<bool> IsResendAsync(Operation operation, CancellationToken ct) => records.IsResendAsync(operation, ct);
}
