using System.Reflection;
using System.Text.Json;
using FluentValidation;
using Shop.Api.Http.Json;

namespace Shop.Api.Http;

/// <summary>The query parameters of a route: their names, how they are read, and the rules they must keep.</summary>
internal abstract class QueryContract : IQueryParameters
{
    public abstract IReadOnlyCollection<string> Names { get; }

    public abstract Type Type { get; }

    public abstract IValidator Rules { get; }

    /// <summary>Null when the parameter is no query.</summary>
    public static QueryContract? Of(Type parameter, IServiceProvider services)
    {
        if (!parameter.IsGenericType || parameter.GetGenericTypeDefinition() != typeof(Query<>))
        {
            return null;
        }

        var make = typeof(QueryContract).GetMethod(nameof(Make), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(parameter.GetGenericArguments());
        return (QueryContract)make.Invoke(null, [services])!;
    }

    /// <summary>Reads the values that were sent; what is wrong with them is added to the violations.</summary>
    public abstract object Read(IReadOnlyDictionary<string, string> values, List<Violation> violations);

    private static QueryContract<T> Make<T>(IServiceProvider services) where T : class, new() =>
        new(services.GetService<IValidator<T>>() ?? throw new InvalidOperationException(
            $"No IValidator<{typeof(T).Name}> is registered: without one its parameters would not be validated."));
}

internal sealed class QueryContract<T> : QueryContract where T : class, new()
{
    private readonly IValidator<T> _rules;
    private readonly Dictionary<string, PropertyInfo> _properties;

    public QueryContract(IValidator<T> rules)
    {
        _rules = rules;
        _properties = typeof(T).GetProperties().Where(property => property.CanWrite)
            .ToDictionary(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name), StringComparer.Ordinal);
        if (_properties.Values.FirstOrDefault(property => !IsReadable(property.PropertyType)) is { } odd)
        {
            throw new InvalidOperationException($"{typeof(T).Name}.{odd.Name} must be a string?, long? or bool?: no other type is read.");
        }
    }

    public override IReadOnlyCollection<string> Names => _properties.Keys;

    public override Type Type => typeof(T);

    public override IValidator Rules => _rules;

    public override object Read(IReadOnlyDictionary<string, string> values, List<Violation> violations)
    {
        var query = new T();
        var unread = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, text) in values.Where(value => _properties.ContainsKey(value.Key)))
        {
            if (Parse(text, _properties[name].PropertyType) is { } value)
            {
                _properties[name].SetValue(query, value);
            }
            else
            {
                unread.Add(name);
                var isNumber = _properties[name].PropertyType == typeof(long?);
                violations.Add(Violation.InQuery(name, FieldCodes.Type, isNumber ? "must be a whole number" : "must be true or false"));
            }
        }

        violations.AddRange(_rules.Validate(query).Errors
            .Select(failure => Violation.InQuery(
                JsonNamingPolicy.CamelCase.ConvertName(failure.PropertyName), failure.ErrorCode, failure.ErrorMessage))
            .Where(violation => !unread.Contains(violation.At))
            .DistinctBy(violation => violation.At, StringComparer.Ordinal));
        return query;
    }

    private static bool IsReadable(Type type) => type == typeof(string) || type == typeof(long?) || type == typeof(bool?);

    private static object? Parse(string text, Type type)
    {
        if (type == typeof(string))
        {
            return TidyStringConverter.Tidy(text);
        }

        if (type == typeof(long?))
        {
            return QueryString.ReadNumber(text);
        }

        return text is "true" or "false" ? text is "true" : null;
    }
}
