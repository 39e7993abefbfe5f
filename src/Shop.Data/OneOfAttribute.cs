using System.Reflection;

namespace Shop.Data;

/// <summary>Says that a text is one of a closed set: the constants of a class, such as <see cref="Users.UserRole"/>.</summary>
/// <param name="set">The class.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OneOfAttribute(Type set) : Attribute
{
    /// <summary>The class with the constants.</summary>
    public Type Set => set;

    /// <summary>The constants of a class, in the order in which they stand there.</summary>
    public static string[] ValuesOf(Type set) =>
    [
        .. set.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!),
    ];
}
