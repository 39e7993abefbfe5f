using FluentValidation;
using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Data.Users;

namespace Shop.Api.Users;

internal sealed record TokenRequest(string? Email, [property: Verbatim] string? Password);

/// <summary>An access token; <c>refreshToken</c> is null as long as there is no call that takes one.</summary>
internal sealed record TokenResponse(
    string AccessToken, string TokenType, int ExpiresIn, string? RefreshToken, int? RefreshExpiresIn, UserResponse User)
{
    public static TokenResponse For(User user, string accessToken) => new(
        accessToken, "Bearer", (int)AccessTokens.Lifetime.TotalSeconds, RefreshToken: null, RefreshExpiresIn: null, UserResponse.From(user));
}

/// <summary>Only what is needed to look: a malformed e-mail is as unknown as any other.</summary>
internal sealed class TokenValidator : AbstractValidator<TokenRequest>
{
    public TokenValidator()
    {
        RuleFor(request => request.Email).Required();
        RuleFor(request => request.Password).Required().CodePoints(0, 1000);
    }
}
