using System.Text.RegularExpressions;

namespace Shop.Clients.Tests.Requests;

/// <summary>
/// A .http file: variables (<c>@name = value</c>), then requests, each below a <c>### title</c>; <c>{{…}}</c> is not filled in yet.
/// It reads what Visual Studio and VS Code's REST Client have in common.
/// </summary>
internal sealed partial record HttpFile(IReadOnlyDictionary<string, string> Variables, IReadOnlyList<HttpFileRequest> Requests)
{
    public static HttpFile Read(string file)
    {
        var blocks = Separator().Split(File.ReadAllText(file));
        var variables = Variable().Matches(blocks[0])
            .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value, StringComparer.Ordinal);
        return new HttpFile(variables, [.. blocks.Skip(1).Select(HttpFileRequest.Parse).OfType<HttpFileRequest>()]);
    }

    [GeneratedRegex(@"^### *", RegexOptions.Multiline, 1000)]
    private static partial Regex Separator();

    [GeneratedRegex(@"^@(?<name>\w+) = (?<value>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
