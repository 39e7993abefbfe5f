using System.Text.Json.Nodes;
using Shop.Testing;

namespace Shop.Fuzz.Tests;

/// <summary>Which operation of the document a request reaches, if any.</summary>
internal sealed class Routes(JsonNode document)
{
    private static readonly string[] Pages = ["/docs", "/openapi/v1.json", "/nginx-health"];

    private readonly (string[] Segments, DocumentedOperation Operation)[] _operations =
        [.. document.Operations().Select(operation => (operation.Path.Split('/'), operation))];

    /// <summary>Whether the path is of those that answer with something else than the shop's own JSON.</summary>
    public static bool IsPage(FuzzRequest request) =>
        PathOf(request) is { } path && Pages.Any(page => path.StartsWith(page, StringComparison.OrdinalIgnoreCase));

    /// <summary>A HEAD reaches the GET; capitals, encoded characters and a slash at the end make no difference.</summary>
    public DocumentedOperation? Find(FuzzRequest request)
    {
        if (PathOf(request) is not { } path)
        {
            return null;
        }

        var segments = path.Split('/').Select(Uri.UnescapeDataString).ToList();
        var method = request.Method == "HEAD" ? "GET" : request.Method;
        return _operations.Where(each => each.Operation.Method.Equals(method, StringComparison.OrdinalIgnoreCase))
            .Where(each => Fits(each.Segments, segments)).OrderBy(each => each.Segments.Count(IsParameter))
            .Select(each => each.Operation).FirstOrDefault();
    }

    private static string? PathOf(FuzzRequest request) =>
        Uri.TryCreate("http://shop" + request.Path, UriKind.Absolute, out var url)
            ? url.AbsolutePath is [.. var rest, '/'] and not "/" ? rest : url.AbsolutePath
            : null;

    private static bool Fits(string[] template, List<string> path) =>
        template.Length == path.Count && template.Zip(path).All(pair => IsParameter(pair.First)
            ? pair.Second.Length > 0
            : pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));

    private static bool IsParameter(string segment) => segment.StartsWith('{');
}
