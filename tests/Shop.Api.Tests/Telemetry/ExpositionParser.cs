using System.Globalization;
using System.Text;

namespace Shop.Api.Tests.Telemetry;

internal sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value);

internal sealed record ParsedFamily(string Name, string Type, string Help, IReadOnlyList<Sample> Samples);

/// <summary>
/// A strict reader of the text format 0.0.4, written from the format's description and not from our writer. Whatever the format forbids
/// (a second TYPE, a sample away from its family, a series twice, a last line without its end) is a FormatException.
/// </summary>
internal static class ExpositionParser
{
    public static IReadOnlyDictionary<string, ParsedFamily> Parse(string body)
    {
        var families = new Dictionary<string, ParsedFamily>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var help = ("", "");
        List<Sample> samples = [];
        ParsedFamily? open = null;
        foreach (var line in Lines(body))
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                help = Split(line["# HELP ".Length..]);
            }
            else if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                var (name, type) = Split(line["# TYPE ".Length..]);
                samples = [];
                var isHelped = string.Equals(help.Item1, name, StringComparison.Ordinal);
                open = new ParsedFamily(name, type, isHelped ? UnescapedHelp(help.Item2) : "", samples);
                Require(families.TryAdd(name, open), line);
            }
            else
            {
                var (sample, series) = ReadSample(line);
                Require(open is not null && Belongs(sample.Name, open), line);
                Require(seen.Add(series), line);
                samples.Add(sample);
            }
        }

        return families;
    }

    private static string[] Lines(string body)
    {
        Require(body.EndsWith('\n'), "the end of the body");
        return body[..^1].Split('\n');
    }

    private static (string Word, string Remainder) Split(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return (text[..space], text[(space + 1)..]);
    }

    private static bool Belongs(string sample, ParsedFamily family)
    {
        string[] suffixes = family.Type is "histogram" ? ["_bucket", "_sum", "_count"] : [""];
        return suffixes.Any(suffix => string.Equals(sample, family.Name + suffix, StringComparison.Ordinal));
    }

    private static (Sample Sample, string Series) ReadSample(string line)
    {
        var at = 0;
        var name = ReadName(line, ref at);
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (line[at] == '{')
        {
            do
            {
                at++;
                var label = ReadName(line, ref at);
                Require(line[at] == '=' && line[at + 1] == '"', line);
                at += 2;
                Require(labels.TryAdd(label, ReadValue(line, ref at)), line);
            }
            while (line[at] == ',');

            Require(line[at] == '}', line);
            at++;
        }

        Require(line[at] == ' ', line);
        return (new Sample(name, labels, Number(line[(at + 1)..])), line[..at]);
    }

    private static string ReadName(string line, ref int at)
    {
        var start = at;
        while (char.IsAsciiLetterOrDigit(line[at]) || line[at] is '_' or ':')
        {
            at++;
        }

        Require(at > start && !char.IsAsciiDigit(line[start]), line);
        return line[start..at];
    }

    private static string ReadValue(string line, ref int at)
    {
        var value = new StringBuilder();
        for (; line[at] != '"'; at++)
        {
            if (line[at] != '\\')
            {
                value.Append(line[at]);
                continue;
            }

            at++;
            value.Append(line[at] switch
            {
                'n' => '\n',
                '\\' or '"' => line[at],
                _ => throw new FormatException(line),
            });
        }

        at++;
        return value.ToString();
    }

    private static string UnescapedHelp(string help)
    {
        var text = new StringBuilder();
        for (var at = 0; at < help.Length; at++)
        {
            text.Append(help[at] == '\\' ? help[++at] == 'n' ? '\n' : help[at] : help[at]);
        }

        return text.ToString();
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static void Require(bool holds, string line)
    {
        if (!holds)
        {
            throw new FormatException($"The text format does not allow: {line}");
        }
    }
}
