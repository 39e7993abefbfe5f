using FluentValidation;
using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Data.Users;

namespace Shop.Api.Users;

internal sealed record TokenRequest(string? Email, [property: Verbatim] string? Password);

internal sealed record RefreshRequest([property: Verbatim] string? RefreshToken);

internal sealed record TokenResponse(
    string AccessToken, string TokenType, int ExpiresIn, string RefreshToken, int RefreshExpiresIn, UserResponse User)
{
    public static TokenResponse For(User user, TokenPair pair) => new(
        pair.AccessToken, "Bearer", (int)AccessTokens.Lifetime.TotalSeconds, pair.RefreshToken, (int)SessionStore.Lifetime.TotalSeconds,
        UserResponse.From(user));
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

/// <summary>A malformed token is as unknown as any other.</summary>
internal sealed class RefreshValidator : AbstractValidator<RefreshRequest>
{
    public RefreshValidator() => RuleFor(request => request.RefreshToken).Required();
}
