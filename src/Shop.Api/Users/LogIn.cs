using Microsoft.AspNetCore.Http.HttpResults;
using Shop.Api.Http;
using Shop.Api.Telemetry;
using Shop.Data.Users;

namespace Shop.Api.Users;

/// <summary>POST /v1/auth/token. An unknown e-mail takes the same steps as a wrong password, and so the same time.</summary>
internal static class LogIn
{
    public static async Task<Results<Answer<TokenResponse>, Problem>> HandleAsync(
        Body<TokenRequest> body,
        Change change,
        HttpContext context,
        UserStore users,
        SessionStore sessions,
        Passwords passwords,
        TokenPairs pairs,
        AccountMetrics metrics,
        CancellationToken cancellationToken)
    {
        var (email, address) = (body.Value.Email!.ToLowerInvariant(), ClientAddress.Of(context));
        if (await sessions.FindRetryAfterAsync(email, address, cancellationToken) is { } retryAfter)
        {
            metrics.LogInEnded(LogInOutcome.Throttled);
            return Problems.RateLimited(retryAfter);
        }

        var user = await users.FindByEmailAsync(email, cancellationToken);
        var fittingHash = passwords.Verify(user?.PasswordHash, body.Value.Password!) ? user!.PasswordHash : null;
        var attempt = new LogInAttempt(email, address, fittingHash);
        var result = await sessions.LogInAsync(attempt, pairs.IssueFirst(user), change.Operation, cancellationToken);
        Count(result, metrics);
        return Answered(result, pairs);
    }

    private static void Count(LogInResult result, AccountMetrics metrics)
    {
        var outcome = result switch
        {
            LogInResult.LoggedIn => LogInOutcome.Succeeded,
            LogInResult.WrongPassword => LogInOutcome.Failed,
            LogInResult.TooManyFailures => LogInOutcome.Throttled,
            LogInResult.AccountDisabled => LogInOutcome.Disabled,
            _ => null,
        };
        if (outcome is not null)
        {
            metrics.LogInEnded(outcome);
        }
    }

    private static Results<Answer<TokenResponse>, Problem> Answered(LogInResult result, TokenPairs pairs) => result switch
    {
        LogInResult.LoggedIn loggedIn =>
            Answer.Ok(TokenResponse.For(loggedIn.User, pairs.Open(loggedIn.SealedPair))).After(loggedIn.Written),
        LogInResult.WrongPassword => Problems.InvalidCredentials(),
        LogInResult.TooManyFailures failures => Problems.RateLimited(failures.RetryAfter),
        LogInResult.AccountDisabled => Problems.AccountDisabled(),
        LogInResult.KeyReused => Problems.IdempotencyKeyReused(),
        var unknown => throw new InvalidOperationException($"Logging in came to {unknown}."),
    };
}
