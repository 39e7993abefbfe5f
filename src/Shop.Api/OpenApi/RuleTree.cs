using FluentValidation;
using FluentValidation.Internal;
using FluentValidation.Validators;
using Shop.Api.Http;

namespace Shop.Api.OpenApi;

/// <summary>The limits that a contract's validator puts on a field, and those on the fields below it.</summary>
/// <param name="isPatch">Whether the contract is merged into what is there.</param>
internal sealed class RuleTree(bool isPatch)
{
    private readonly Dictionary<string, RuleTree> _fields = new(StringComparer.Ordinal);
    private readonly List<Limit> _limits = [];
    private RuleTree? _element;

    public bool IsPatch => isPatch;

    public IReadOnlyList<Limit> Limits => _limits;

    public bool IsRequired => _limits.Exists(limit => limit.IsRequired);

    /// <summary>Of each element of a list, which a patch replaces whole.</summary>
    public RuleTree Element => _element ??= new RuleTree(isPatch: false);

    /// <param name="name">The property's name in C#.</param>
    public RuleTree Field(string name)
    {
        if (!_fields.TryGetValue(name, out var field))
        {
            _fields[name] = field = new RuleTree(isPatch);
        }

        return field;
    }

    public static RuleTree Of(IValidator validator, bool isPatch)
    {
        var tree = new RuleTree(isPatch);
        tree.Read(validator);
        return tree;
    }

    private void Read(IValidator validator)
    {
        // What holds only at times is no limit of the field.
        foreach (var rule in validator.CreateDescriptor().Rules.Where(rule => !rule.HasCondition && !rule.HasAsyncCondition))
        {
            var field = rule is IIncludeRule ? this : Field(rule.PropertyName);
            var target = IsForEach(rule) ? field.Element : field;
            foreach (var component in rule.Components.Where(component => !component.HasCondition && !component.HasAsyncCondition))
            {
                target.Read(component.Validator);
            }
        }
    }

    private void Read(IPropertyValidator validator)
    {
        if (validator is ILimitValidator { Limit: var limit })
        {
            _limits.Add(limit);
        }
        else if (validator is IChildValidatorAdaptor)
        {
            Read(ChildOf(validator));
        }
    }

    private static bool IsForEach(IValidationRule rule) => Array.Exists(
        rule.GetType().GetInterfaces(), each => each.IsGenericType && each.GetGenericTypeDefinition() == typeof(ICollectionRule<,>));

    private static IValidator ChildOf(IPropertyValidator adaptor)
    {
        var types = adaptor.GetType().GetGenericArguments();
        var reader = (IChildReader)Activator.CreateInstance(typeof(ChildReader<,>).MakeGenericType(types))!;
        return reader.Read(adaptor);
    }

    private interface IChildReader
    {
        IValidator Read(IPropertyValidator adaptor);
    }

    private sealed class ChildReader<T, TValue> : IChildReader
    {
        public IValidator Read(IPropertyValidator adaptor) =>
            ((ChildValidatorAdaptor<T, TValue>)adaptor).GetValidator(new ValidationContext<T>(default!), default!);
    }
}
