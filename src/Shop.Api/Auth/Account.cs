using Shop.Data.Redis;

namespace Shop.Api.Auth;

/// <summary>What must be known of a user to let a call pass.</summary>
/// <param name="Sessions">Goes up when older tokens end: password or role changed, disabled, logged out everywhere.</param>
internal sealed record Account(bool IsAdmin, bool IsActive, long Sessions);

/// <summary>Finds accounts. It is asked on every call with a token, so that an ended one is refused at once, on both replicas.</summary>
internal interface IAccounts
{
    /// <summary>Null when there is no such user, none any more, or the session was logged out of.</summary>
    ValueTask<Account?> FindAsync(Guid id, Guid session, CancellationToken ct);

    /// <inheritdoc cref="OperationRecords.IsResendAsync"/>
    Task<bool> IsResendAsync(Operation operation, CancellationToken ct);
}
