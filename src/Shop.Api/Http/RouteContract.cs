using System.Reflection;
using Shop.Api.Http.Checks;
using Shop.Data.Redis;

namespace Shop.Api.Http;

/// <summary>
/// What a route takes, read once at start-up off its handler's parameters: a new endpoint gets every check without asking.
/// </summary>
/// <param name="Body">Null where the handler takes none.</param>
/// <param name="Query">Its own query parameters, null where it has none.</param>
/// <param name="HasPage">Whether it is a list, with the query parameters that every list has.</param>
/// <param name="IsChange">Whether it takes <see cref="Change"/>.</param>
/// <param name="ReadsStore">Whether it takes <see cref="Consistency"/>.</param>
/// <param name="Ids">
/// The route's values that the handler wants as <see cref="Guid"/>: anything else in their place names nothing, hence 404.
/// </param>
internal sealed record RouteContract(BodyContract? Body, QueryContract? Query, bool HasPage, bool IsChange, bool ReadsStore, IReadOnlyList<string> Ids)
{
    /// <summary>Whether the call has a query parameter of that name.</summary>
    public bool Takes(string parameter) =>
        (HasPage && PageReader.Parameters.Contains(parameter, StringComparer.Ordinal))
        || Query?.Names.Contains(parameter, StringComparer.Ordinal) is true;

    public static RouteContract Of(MethodInfo handler, IServiceProvider services)
    {
        var parameters = handler.GetParameters();
        return new RouteContract(
            parameters.Select(parameter => BodyContract.Of(parameter.ParameterType, services)).FirstOrDefault(body => body is not null),
            parameters.Select(parameter => QueryContract.Of(parameter.ParameterType, services)).FirstOrDefault(query => query is not null),
            Array.Exists(parameters, parameter => parameter.ParameterType == typeof(Page)),
            Array.Exists(parameters, parameter => parameter.ParameterType == typeof(Change)),
            Array.Exists(parameters, parameter => parameter.ParameterType == typeof(Consistency)),
            [.. parameters.Where(parameter => parameter.ParameterType == typeof(Guid)).Select(parameter => parameter.Name!)]);
    }
}
