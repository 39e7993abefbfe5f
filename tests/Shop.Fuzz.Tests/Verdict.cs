using System.Globalization;
using System.Text.Json.Nodes;
using Shop.Testing;

namespace Shop.Fuzz.Tests;

/// <summary>What is wrong with an answer, whatever the request was.</summary>
internal sealed class Verdict(JsonNode document)
{
    private const string ProblemJson = "application/problem+json";

    private static readonly string[] HeadersOfAll = ["X-Request-Id", "X-Content-Type-Options"];

    private readonly JsonSchemaCheck _schema = new(document);
    private readonly Routes _routes = new(document);
    private readonly ProblemRules _problems = new(document);

    public IReadOnlyList<string> Complaints(FuzzRequest request, Reply? reply) => reply switch
    {
        null => ["the connection was closed without an answer"],
        { Status: 503 } when IsProviderDown(request) => [.. OfAny(reply), .. OfProblem(request, reply)],
        { Status: >= 500 } => [$"the answer is {reply.Status}"],
        { Status: >= 400 } => [.. OfAny(reply), .. OfProblem(request, reply)],
        { Status: >= 200 and < 300 } => [.. OfAny(reply), .. OfSuccess(request, reply)],
        { Status: 304 } => [.. OfAny(reply), .. reply.Text.Length == 0 ? [] : (string[])["a 304 has a body"]],
        _ => Routes.IsPage(request) ? [] : [$"the answer is {reply.Status}"],
    };

    /// <summary>The token whose provider always fails is the one that may be answered with 503.</summary>
    private static bool IsProviderDown(FuzzRequest request) => request.Body?.AsSpan().IndexOf("tok_error"u8) >= 0;

    private static IEnumerable<string> OfAny(Reply reply) =>
        HeadersOfAll.Where(name => !reply.Headers.ContainsKey(name)).Select(name => $"{name} is missing");

    private IEnumerable<string> OfProblem(FuzzRequest request, Reply reply)
    {
        if (reply.Headers.GetValueOrDefault("Content-Type") != ProblemJson)
        {
            return [$"the answer is {reply.Headers.GetValueOrDefault("Content-Type")}"];
        }

        if (request.Method == "HEAD")
        {
            return [];
        }

        var operation = ProblemRules.IsOfFrontDoor(reply) ? null : _routes.Find(request);
        return [.. operation is null ? [] : Undocumented(operation, reply, ProblemJson), .. _problems.Complaints(reply)];
    }

    private IEnumerable<string> OfSuccess(FuzzRequest request, Reply reply)
    {
        if (request.Method == "OPTIONS")
        {
            return reply.Headers.ContainsKey("Allow") ? [] : ["Allow is missing"];
        }

        if (_routes.Find(request) is not { } operation)
        {
            return Routes.IsPage(request) ? [] : ["something is there that the document does not know"];
        }

        var missing = operation.RequiredHeaders(reply.Status).Where(name => !reply.Headers.ContainsKey(name))
            .Select(name => $"{name} is missing");
        return [.. missing, .. request.Method == "HEAD" ? [] : Undocumented(operation, reply, "application/json")];
    }

    private IEnumerable<string> Undocumented(DocumentedOperation operation, Reply reply, string type)
    {
        var responses = operation.Node["responses"]!;
        var response = responses[reply.Status.ToString(CultureInfo.InvariantCulture)] ?? (reply.Status < 300 ? null : responses["default"]);
        if (response is null)
        {
            return [$"{operation} does not document {reply.Status}"];
        }

        var schema = document.Resolve(response)["content"]?[type]!["schema"];
        if (schema is null)
        {
            return reply.Text.Length == 0 ? [] : ["an answer without a body has one"];
        }

        var sent = reply.Headers.GetValueOrDefault("Content-Type");
        return sent == type ? _schema.Violations(schema, reply.Json) : [$"the answer is {sent}"];
    }
}
