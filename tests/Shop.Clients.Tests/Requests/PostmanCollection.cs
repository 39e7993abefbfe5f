using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Shop.Clients.Tests.Requests;

/// <summary>The requests of a Postman collection, its folders left aside.</summary>
internal static partial class PostmanCollection
{
    public static IReadOnlyList<WrittenRequest> Read(string file) =>
        [.. ItemsIn(JsonNode.Parse(File.ReadAllText(file))!).Select(Written)];

    private static IEnumerable<JsonNode> ItemsIn(JsonNode folder) => folder["item"]!.AsArray()
        .SelectMany(item => item!["item"] is null ? [item] : ItemsIn(item));

    private static WrittenRequest Written(JsonNode item)
    {
        var request = item["request"]!;
        var tests = item["event"]?.AsArray().Where(each => (string?)each!["listen"] == "test")
            .SelectMany(each => each!["script"]!["exec"]!.AsArray().Select(line => (string?)line)) ?? [];
        var status = Status().Match(string.Join('\n', tests));
        return new WrittenRequest(
            (string)item["name"]!,
            (string)request["method"]!,
            WrittenRequest.PathOf((string)request["url"]!),
            status.Success ? int.Parse(status.Groups["status"].Value, CultureInfo.InvariantCulture) : null);
    }

    [GeneratedRegex(@"^  pm\.response\.to\.have\.status\((?<status>\d+)\);$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Status();
}
