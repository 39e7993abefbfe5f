using FluentValidation;
using Shop.Api.Http;
using Shop.Data.ApiKeys;

namespace Shop.Api.ApiKeys;

internal sealed class ApiKeyValidator : AbstractValidator<ApiKeyRequest>
{
    public ApiKeyValidator(TimeProvider clock)
    {
        RuleFor(key => key.Name).Required().Text(1, 100);
        RuleFor(key => key.Scopes).Required().Count(1, 6).Distinct();
        RuleForEach(key => key.Scopes).OneOf(typeof(ApiKeyScope));
        RuleFor(key => key.ExpiresAt).Time()
            .Must(end => end is null || Rules.ReadTime(end) is not { } time || time > clock.GetUtcNow())
            .Says(FieldCodes.Min, "must lie in the future");
    }
}
