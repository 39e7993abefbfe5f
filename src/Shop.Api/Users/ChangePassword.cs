using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Data.Redis;
using Shop.Data.Users;

namespace Shop.Api.Users;

/// <summary>
/// POST /v1/users/{id}/password. The present password is verified here and held against the stored one in the script, after a replay was
/// looked for: by then the present password is another one.
/// </summary>
internal static class ChangePassword
{
    public static async Task<Results<Answer, Problem>> HandleAsync(
        Guid id,
        Body<PasswordRequest> body,
        Change change,
        Caller caller,
        HttpContext context,
        UserStore users,
        PasswordChangeRules rules,
        PasswordCheck check,
        CancellationToken cancellationToken)
    {
        if (!UserEndpoints.MayTouch(caller, id) || await users.FindAsync(id, new Consistency(), cancellationToken) is not { } user)
        {
            return Problems.NotFound();
        }

        var (current, next) = body.Value;
        var needsCurrent = id == caller.Id || current is not null;
        if (rules.Judge(new PasswordToChange(current, next, user.Email, needsCurrent)) is { Count: > 0 } violations)
        {
            return Subject.At(user.Version).Matches(change.IfMatch)
                ? Problems.ValidationFailed(violations)
                : Problems.PreconditionFailed(user.Version);
        }

        var password = await check.CheckAsync(user, ClientAddress.Of(context), current, next!, cancellationToken);
        return Answered(await users.ChangePasswordAsync(id, password, change.IfMatch, change.Operation, cancellationToken));
    }

    private static Results<Answer, Problem> Answered(ChangePasswordResult result) => result switch
    {
        ChangePasswordResult.Changed changed => Answer.NoContent().After(changed.Written),
        ChangePasswordResult.NotFound => Problems.NotFound(),
        ChangePasswordResult.PreconditionFailed failed =>
            Problems.PreconditionFailed(long.Parse(failed.CurrentVersion, CultureInfo.InvariantCulture)),
        ChangePasswordResult.TooManyFailures failures => Problems.RateLimited(failures.RetryAfter),
        ChangePasswordResult.WrongPassword => Problems.WrongPassword(),
        ChangePasswordResult.KeyReused => Problems.IdempotencyKeyReused(),
        var unknown => throw new InvalidOperationException($"Changing a password came to {unknown}."),
    };
}
