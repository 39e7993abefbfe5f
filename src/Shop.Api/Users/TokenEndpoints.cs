using Microsoft.AspNetCore.Http.HttpResults;
using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Data.Users;

namespace Shop.Api.Users;

internal static class TokenEndpoints
{
    public static void MapTokens(this IEndpointRouteBuilder app)
    {
        var auth = app.MapGroup("/v1/auth").WithTags("Accounts").IgnoresIdempotencyKey();
        auth.Post("/token", LogInAsync).For(Audience.Everyone).As("logIn", "Log in")
            .Fails(401, "invalid-credentials", "account-disabled").Example(UserExamples.Credentials, UserExamples.Token);
    }

    private static async Task<Results<Answer<TokenResponse>, Problem>> LogInAsync(
        Body<TokenRequest> body, UserStore users, Passwords passwords, AccessTokens tokens, CancellationToken cancellationToken)
    {
        var user = await users.FindByEmailAsync(body.Value.Email!.ToLowerInvariant(), cancellationToken);
        if (!passwords.Verify(user?.PasswordHash, body.Value.Password!))
        {
            return Problems.InvalidCredentials();
        }

        return user!.IsActive
            ? Answer.Ok(TokenResponse.For(user, tokens.Issue(user.Id, user.Sessions)))
            : Problems.AccountDisabled();
    }
}
