using Shop.Data.Redis;

namespace Shop.Data.Users;

/// <summary>What changing a password can come to: the codes of ChangePassword.lua.</summary>
public abstract record ChangePasswordResult
{
    public sealed record Changed(Written Written) : ChangePasswordResult;

    public sealed record NotFound : ChangePasswordResult;

    public sealed record PreconditionFailed(string CurrentVersion) : ChangePasswordResult;

    /// <summary>No password is tried until then; the present one would be refused, too.</summary>
    public sealed record TooManyFailures(TimeSpan RetryAfter) : ChangePasswordResult;

    public sealed record WrongPassword : ChangePasswordResult;

    public sealed record KeyReused : ChangePasswordResult;
}
