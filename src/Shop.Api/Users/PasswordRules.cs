using FluentValidation;
using Shop.Api.Http;
using Shop.Api.Http.Json;

namespace Shop.Api.Users;

/// <summary>What a password must be like, at registration and later.</summary>
internal static class PasswordRules
{
    public const int MinLength = 12;
    public const int MaxLength = 128;

    public static IRuleBuilderOptions<T, string?> NewPassword<T>(
        this IRuleBuilder<T, string?> rule, Func<T, string?> email, CommonPasswords common) => rule
        .Required()
        .CodePoints(MinLength, MaxLength)
        .Must((subject, password) => !string.Equals(password, email(subject), StringComparison.OrdinalIgnoreCase))
            .Says(FieldCodes.CommonPassword, "must not be the e-mail")
        .Must(password => password is null || !common.Contains(password)).Says(FieldCodes.CommonPassword, "is too common, choose another one");
}

/// <summary>Nothing can be said before it is known whose password it is: <see cref="PasswordChangeRules"/>.</summary>
internal sealed class PasswordRequestValidator : AbstractValidator<PasswordRequest>
{
    private static readonly Limit NewPassword =
        new() { IsRequired = true, MinLength = PasswordRules.MinLength, MaxLength = PasswordRules.MaxLength };

    public PasswordRequestValidator() =>
        RuleFor(request => request.NewPassword).SetValidator(new DocumentedLimit<PasswordRequest, string?>(NewPassword));
}

/// <summary>A password to change, and whose it is.</summary>
internal sealed record PasswordToChange(string? CurrentPassword, string? NewPassword, string Email, bool NeedsCurrent);

/// <summary>The rules of a change of password. They need the user, so that all that is wrong comes in one answer.</summary>
internal sealed class PasswordChangeRules : AbstractValidator<PasswordToChange>
{
    public PasswordChangeRules(CommonPasswords common)
    {
        RuleFor(change => change.CurrentPassword).Required().When(change => change.NeedsCurrent, ApplyConditionTo.CurrentValidator)
            .CodePoints(0, 1000);
        RuleFor(change => change.NewPassword).NewPassword(change => change.Email, common);
    }

    public IReadOnlyList<Violation> Judge(PasswordToChange change) =>
    [
        .. Validate(change).Errors
            .Select(failure => Violation.InBody(JsonPointer.OfFailure(failure), failure.ErrorCode, failure.ErrorMessage))
            .DistinctBy(violation => violation.At, StringComparer.Ordinal),
    ];
}
