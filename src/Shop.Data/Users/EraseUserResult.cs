using Shop.Data.Redis;

namespace Shop.Data.Users;

/// <summary>What erasing a user can come to: the codes of EraseUser.lua.</summary>
public abstract record EraseUserResult
{
    public sealed record Erased(Written Written) : EraseUserResult;

    public sealed record NotFound : EraseUserResult;

    public sealed record PreconditionFailed(string CurrentVersion) : EraseUserResult;

    public sealed record LastAdmin : EraseUserResult;

    /// <summary>A pending, paid or shipped purchase still needs the person.</summary>
    public sealed record UserHasOpenPurchases : EraseUserResult;

    public sealed record KeyReused : EraseUserResult;
}
