using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Shop.Testing;

namespace Shop.Clients.Tests.Requests;

/// <summary>Sends the requests of a .http file one after the other, as an editor does: later ones use the answers of named ones.</summary>
/// <param name="variables">In place of the file's own.</param>
internal sealed partial class Tour(Uri server, IReadOnlyDictionary<string, string> variables) : IDisposable
{
    private readonly HttpClient _client = new();
    private readonly Dictionary<string, Reply> _answers = new(StringComparer.Ordinal);

    public void Dispose() => _client.Dispose();

    public async Task<Reply> SendAsync(HttpFileRequest request)
    {
        using var message = request.ToAsk(Fill).ToRequest(server);
        using var response = await _client.SendAsync(message);
        var reply = await Reply.OfAsync(response);
        if (request.Name is { } name)
        {
            _answers[name] = reply;
        }

        return reply;
    }

    private string Fill(string text) => Placeholder().Replace(text, match => ValueOf(match.Groups["what"].Value));

    private string ValueOf(string what) => what.Split(' ', '.') switch
    {
        ["$timestamp"] => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        ["$randomInt", var from, var to] => RandomNumberGenerator.GetInt32(Number(from), Number(to)).ToString(CultureInfo.InvariantCulture),
        [var name, "response", "headers", var header] => AnswerOf(name).Headers[header],
        [var name, "response", "body", "$", .. var path] => path.Aggregate(AnswerOf(name).Json, (json, field) => json[field]!).ToString(),
        [var name] when variables.TryGetValue(name, out var value) => value,
        _ => throw new InvalidOperationException($"{what} stands for nothing: define it, or name the request that answers with it."),
    };

    private Reply AnswerOf(string name) => _answers.TryGetValue(name, out var reply)
        ? reply
        : throw new InvalidOperationException($"No request before this one has the name {name}.");

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{\{(?<what>[^{}]+)\}\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}
