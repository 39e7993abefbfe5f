using Shop.Data.Redis;

namespace Shop.Data.Users;

/// <summary>What logging out everywhere can come to: the codes of LogOutEverywhere.lua.</summary>
public abstract record LogOutEverywhereResult
{
    public sealed record LoggedOut(Written Written) : LogOutEverywhereResult;

    public sealed record NotFound : LogOutEverywhereResult;

    public sealed record KeyReused : LogOutEverywhereResult;
}
