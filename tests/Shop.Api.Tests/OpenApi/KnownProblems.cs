using System.Reflection;
using Shop.Api.Http;

namespace Shop.Api.Tests.OpenApi;

/// <summary>The problems that <see cref="Problems"/> makes, each made once out of empty arguments.</summary>
internal static class KnownProblems
{
    public static IReadOnlyDictionary<MethodBase, Problem> All { get; } = typeof(Problems)
        .GetMethods(BindingFlags.Public | BindingFlags.Static)
        .ToDictionary(MethodBase (method) => method, Make);

    /// <summary>Status and code of what a handler can answer with.</summary>
    public static IReadOnlySet<(int Status, string Code)> Of(MethodInfo handler) => CodeReader.Reachable(handler, IsFollowed)
        .Where(All.ContainsKey).Select(method => (All[method].Status, All[method].Code)).ToHashSet();

    private static bool IsFollowed(MethodBase method) =>
        method.DeclaringType is { } type && type.Assembly == typeof(Problems).Assembly && type.Namespace != typeof(Problems).Namespace;

    private static Problem Make(MethodInfo method) =>
        (Problem)method.Invoke(null, [.. method.GetParameters().Select(parameter => Empty(parameter.ParameterType))])!;

    private static object? Empty(Type type) => type switch
    {
        _ when type == typeof(string) => "",
        { IsValueType: true } => Activator.CreateInstance(type),
        _ => Array.CreateInstance(type.GetGenericArguments()[0], 0),
    };
}
