using Shop.Data.Redis;

namespace Shop.Data.Users;

/// <summary>What registering a user can come to: the codes of CreateUser.lua.</summary>
public abstract record CreateUserResult
{
    public sealed record Created(User User, Written Written) : CreateUserResult;

    /// <summary>An earlier try of the same operation registered the user, who was erased since.</summary>
    public sealed record NotFound : CreateUserResult;

    public sealed record EmailTaken : CreateUserResult;

    /// <summary>The first admin was asked for, and there is one already.</summary>
    public sealed record AdminExists : CreateUserResult;

    public sealed record KeyReused : CreateUserResult;
}
