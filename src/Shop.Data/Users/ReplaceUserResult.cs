using Shop.Data.Redis;

namespace Shop.Data.Users;

/// <summary>What replacing a user's data can come to: the codes of ReplaceUser.lua.</summary>
public abstract record ReplaceUserResult
{
    public sealed record Replaced(User User, Written Written) : ReplaceUserResult;

    public sealed record NotFound : ReplaceUserResult;

    public sealed record PreconditionFailed(string CurrentVersion) : ReplaceUserResult;

    public sealed record EmailTaken : ReplaceUserResult;

    public sealed record LastAdmin : ReplaceUserResult;

    public sealed record KeyReused : ReplaceUserResult;
}
