using Microsoft.AspNetCore.Http.HttpResults;
using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Data.Redis;
using Shop.Data.Users;

namespace Shop.Api.Users;

internal static class TokenEndpoints
{
    public static void MapTokens(this IEndpointRouteBuilder app)
    {
        var auth = app.MapGroup("/v1/auth").WithTags("Accounts").IgnoresIdempotencyKey();
        auth.Post("/token", LogIn.HandleAsync).IgnoresCredentials().LimitedBy(AddressLimit.LogIn).As("logIn", "Log in")
            .Fails(401, "invalid-credentials", "account-disabled")
            .Example(UserExamples.Credentials, UserExamples.Token);
        auth.Post("/refresh", RefreshAsync).IgnoresCredentials().As("refreshToken", "Exchange a refresh token for a new pair")
            .Fails(401, "unauthenticated", "token-expired", "refresh-token-reused").Example(UserExamples.Refresh, UserExamples.Token);
        auth.Post("/logout", LogOutAsync).IgnoresCredentials().As("logOut", "Log out").Sends(UserExamples.Refresh);
        auth.Post("/logout-all", LogOutEverywhereAsync).As("logOutEverywhere", "Log out everywhere");
    }

    private static async Task<Results<Answer<TokenResponse>, Problem>> RefreshAsync(
        Body<RefreshRequest> body,
        Change change,
        UserStore users,
        SessionStore sessions,
        RefreshTokens tokens,
        TokenPairs pairs,
        CancellationToken cancellationToken)
    {
        if (!tokens.TryRead(body.Value.RefreshToken!, out var token)
            || await users.FindAsync(token.UserId, new Consistency(), cancellationToken) is not { } user)
        {
            return Problems.Unauthenticated();
        }

        var next = pairs.IssueNext(user, token.Session);
        return await sessions.RefreshAsync(token.ToSent(), next, change.Operation, cancellationToken) switch
        {
            RefreshSessionResult.Refreshed refreshed =>
                Answer.Ok(TokenResponse.For(refreshed.User, pairs.Open(refreshed.SealedPair))).After(refreshed.Written),
            RefreshSessionResult.Reused => Problems.RefreshTokenReused(),
            RefreshSessionResult.Unknown => token.IsOurs ? Problems.RefreshTokenExpired() : Problems.Unauthenticated(),
            RefreshSessionResult.KeyReused => Problems.IdempotencyKeyReused(),
            var unknown => throw new InvalidOperationException($"Refreshing a session came to {unknown}."),
        };
    }

    private static async Task<Results<Answer, Problem>> LogOutAsync(
        Body<RefreshRequest> body, Change change, SessionStore sessions, RefreshTokens tokens, CancellationToken cancellationToken)
    {
        if (!tokens.TryRead(body.Value.RefreshToken!, out var token))
        {
            return Answer.NoContent();
        }

        return await sessions.LogOutAsync(token.ToSent(), change.Operation, cancellationToken) switch
        {
            LogOutResult.LoggedOut loggedOut => Answer.NoContent().After(loggedOut.Written),
            LogOutResult.KeyReused => Problems.IdempotencyKeyReused(),
            var unknown => throw new InvalidOperationException($"Logging out came to {unknown}."),
        };
    }

    private static async Task<Results<Answer, Problem>> LogOutEverywhereAsync(
        Change change, Caller caller, SessionStore sessions, CancellationToken cancellationToken) =>
        await sessions.LogOutEverywhereAsync(caller.Id, change.Operation, cancellationToken) switch
        {
            LogOutEverywhereResult.LoggedOut loggedOut => Answer.NoContent().After(loggedOut.Written),
            LogOutEverywhereResult.NotFound => Problems.TokenExpired(),
            LogOutEverywhereResult.KeyReused => Problems.IdempotencyKeyReused(),
            var unknown => throw new InvalidOperationException($"Logging out everywhere came to {unknown}."),
        };

    private static SentRefreshToken ToSent(this RefreshToken token) => new(token.UserId, token.Session, token.Hash, token.IsOurs);
}
