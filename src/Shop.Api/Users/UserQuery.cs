using FluentValidation;
using Shop.Api.Http;
using Shop.Data.Users;

namespace Shop.Api.Users;

/// <summary>What the list of users may be filtered by.</summary>
internal sealed record UserQuery
{
    public string? Email { get; init; }

    public string? Role { get; init; }

    public string? Status { get; init; }

    public UserFilter ToFilter() => new(Email?.ToLowerInvariant(), Role, Status);
}

internal sealed class UserQueryValidator : AbstractValidator<UserQuery>
{
    public UserQueryValidator()
    {
        RuleFor(query => query.Email).Text(3, 254)
            .Must(email => email is null || email.Contains('@', StringComparison.Ordinal))
            .Says(FieldCodes.Format, "must be an e-mail address such as ann@example.com");
        RuleFor(query => query.Role).OneOf(typeof(UserRole));
        RuleFor(query => query.Status).OneOf(typeof(UserStatus));
    }
}
