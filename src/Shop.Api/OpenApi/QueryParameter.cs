using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using Shop.Api.Http;

namespace Shop.Api.OpenApi;

/// <summary>A query parameter of a route.</summary>
/// <param name="Type"><c>string</c>, <c>integer</c> or <c>boolean</c>.</param>
internal sealed record QueryParameter(string Name, string? Description, string Type = "string")
{
    public IReadOnlyList<Limit> Limits { get; init; } = [];

    /// <summary>What holds when it is not given; null where that is nothing.</summary>
    public object? Default { get; init; }

    /// <summary>One for each property that can be set.</summary>
    public static IEnumerable<QueryParameter> Of(IQueryParameters parameters)
    {
        var rules = RuleTree.Of(parameters.Rules, isPatch: false);
        return parameters.Type.GetProperties().Where(property => property.CanWrite).Select(property => new QueryParameter(
            JsonNamingPolicy.CamelCase.ConvertName(property.Name),
            property.GetCustomAttribute<DescriptionAttribute>()?.Description,
            TypeOf(property.PropertyType)) { Limits = rules.Field(property.Name).Limits });
    }

    private static string TypeOf(Type type) => type switch
    {
        _ when type == typeof(long?) => "integer",
        _ when type == typeof(bool?) => "boolean",
        _ => "string",
    };
}
