using Shop.Data.Redis;

namespace Shop.Data.Users;

/// <summary>What logging out can come to: the codes of LogOut.lua.</summary>
public abstract record LogOutResult
{
    /// <summary>The session is not open any more, or never was.</summary>
    public sealed record LoggedOut(Written Written) : LogOutResult;

    public sealed record KeyReused : LogOutResult;
}
