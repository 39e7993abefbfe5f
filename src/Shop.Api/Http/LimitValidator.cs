using FluentValidation;
using FluentValidation.Validators;

namespace Shop.Api.Http;

/// <summary>A rule that can say what it lets pass.</summary>
internal interface ILimitValidator
{
    Limit Limit { get; }
}

/// <summary>A limit that something else judges later: it stands here for the API's document alone.</summary>
internal sealed class DocumentedLimit<T, TValue>(Limit limit) : PropertyValidator<T, TValue>, ILimitValidator
{
    public override string Name => nameof(DocumentedLimit<T, TValue>);

    public Limit Limit => limit;

    public override bool IsValid(ValidationContext<T> context, TValue value) => true;
}

/// <summary>Null passes, unless the limit is that there be a value.</summary>
internal sealed class LimitValidator<T, TValue>(Limit limit, Func<TValue, bool> isKept) : PropertyValidator<T, TValue>, ILimitValidator
{
    public override string Name => nameof(Limit);

    public Limit Limit => limit;

    public override bool IsValid(ValidationContext<T> context, TValue value) => value is null ? !limit.IsRequired : isKept(value);
}
