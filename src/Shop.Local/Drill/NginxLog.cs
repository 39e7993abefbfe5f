using System.Text.Json;

namespace Shop.Local.Drill;

/// <summary>What nginx wrote about a failed call: which replica it asked, and what each of them said.</summary>
internal static class NginxLog
{
    private const int Most = 50;

    public static IReadOnlyList<Violation> Explain(string log, IReadOnlyList<Violation> violations)
    {
        var wanted = violations.Where(violation => violation.Kind == ViolationKind.Failed).Take(Most).Select(violation => violation.Mark)
            .ToHashSet(StringComparer.Ordinal);
        var words = Lines(log, wanted).ToLookup(line => line.Mark, line => line.Words, StringComparer.Ordinal);
        return
        [
            .. violations.Select(violation => wanted.Contains(violation.Mark)
                ? violation with { Text = $"{violation.Text}; {words[violation.Mark].FirstOrDefault("nginx never had it")}" }
                : violation),
        ];
    }

    private static IEnumerable<(string Mark, string Words)> Lines(string log, HashSet<string> wanted)
    {
        foreach (var line in wanted.Count == 0 || !File.Exists(log) ? [] : File.ReadLines(log).Where(line => line.StartsWith('{')))
        {
            var call = JsonElement.Parse(line);
            var mark = call.GetProperty("request_id").GetString()!;
            if (wanted.Contains(mark))
            {
                var took = Field("upstream_response_time");
                yield return (mark, $"nginx asked {Field("upstream_addr")}: {Field("upstream_status")} after {took} s");
            }

            string? Field(string name) => call.GetProperty(name).GetString();
        }
    }
}
