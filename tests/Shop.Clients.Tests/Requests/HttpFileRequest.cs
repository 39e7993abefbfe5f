using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Shop.Testing;

namespace Shop.Clients.Tests.Requests;

/// <summary>One request of a .http file, as it is written.</summary>
/// <param name="Name">By which later requests speak of its answer, or null.</param>
internal sealed partial record HttpFileRequest(
    string Title, string? Name, string Method, string Url, IReadOnlyList<(string Name, string Value)> Headers, string? Body)
{
    /// <summary>What its title ends with.</summary>
    public int? Status => Answered().Match(Title) is { Success: true } match
        ? int.Parse(match.Groups["status"].Value, CultureInfo.InvariantCulture)
        : null;

    /// <summary>The problem's code, behind the status; empty where there is none.</summary>
    public string Code => Answered().Match(Title).Groups["code"].Value;

    public WrittenRequest Written => new(Title, Method, WrittenRequest.PathOf(Url), Status);

    /// <param name="block">From the title to the next one.</param>
    /// <returns>Null for a heading, which has no request.</returns>
    public static HttpFileRequest? Parse(string block)
    {
        var lines = block.Split('\n');
        var comments = lines.Skip(1).TakeWhile(line => line.StartsWith('#')).ToList();
        var request = lines.Skip(1 + comments.Count).ToList();
        if (request[0].Split(' ') is not [var method, var url])
        {
            return null;
        }

        var headers = request.Skip(1).TakeWhile(line => line.Length > 0)
            .Select(line => line.Split(": ", 2)).Select(pair => (pair[0], pair[1]));
        var body = string.Join('\n', request.SkipWhile(line => line.Length > 0)).Trim();
        var name = comments.Find(line => line.StartsWith("# @name ", StringComparison.Ordinal))?["# @name ".Length..];
        return new HttpFileRequest(lines[0], name, method, url, [.. headers], body.Length == 0 ? null : body);
    }

    /// <param name="fill">Replaces what stands in <c>{{…}}</c>.</param>
    public Ask ToAsk(Func<string, string> fill)
    {
        var headers = Headers.Select(header => (header.Name, Value: fill(header.Value))).ToLookup(header => header.Name == "Content-Type");
        return new Ask(Method, fill(Url.Replace(WrittenRequest.BaseUrl, "", StringComparison.Ordinal)))
        {
            Bytes = Body is null ? null : Encoding.UTF8.GetBytes(fill(Body)),
            ContentType = headers[true].Select(header => header.Value).SingleOrDefault(),
            Headers = [.. headers[false]],
        };
    }

    [GeneratedRegex(@"^.+: (?<status>\d{3})( (?<code>[a-z-]+))?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Answered();
}
