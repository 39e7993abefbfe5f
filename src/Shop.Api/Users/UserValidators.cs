using System.Text.RegularExpressions;
using FluentValidation;
using Shop.Api.Http;
using Shop.Data.Users;

namespace Shop.Api.Users;

internal sealed class RegistrationValidator : AbstractValidator<RegistrationRequest>
{
    public RegistrationValidator(CommonPasswords common)
    {
        Include(new UserFieldRules<RegistrationRequest>());
        RuleFor(user => user.Password).NewPassword(user => user.Email, common);
    }
}

internal sealed class UserValidator : AbstractValidator<UserRequest>
{
    public UserValidator() => Include(new UserFieldRules<UserRequest>());
}

internal sealed partial class UserFieldRules<T> : AbstractValidator<T> where T : IUserFields
{
    public UserFieldRules()
    {
        RuleFor(user => user.Email).Required().Text(3, 254)
            .Keeps(new Limit { Format = "email" }, email => Email().IsMatch(email!))
            .Says(FieldCodes.Format, "must be an e-mail address such as ann@example.com");
        RuleFor(user => user.FirstName).Required().Text(1, 100);
        RuleFor(user => user.LastName).Required().Text(1, 100);
        RuleFor(user => user.Role).OneOf(typeof(UserRole));
        RuleFor(user => user.Status).OneOf(typeof(UserStatus));
    }

    // One @, a local part of at most 64 characters, a domain with a dot; nothing is sent there, so no more is asked.
    [GeneratedRegex(@"\A[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Email();
}
