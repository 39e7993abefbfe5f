using System.Globalization;
using System.Text;

namespace Shop.Api.Telemetry;

/// <summary>The lines that both exposition formats are made of.</summary>
internal sealed class ExpositionWriter
{
    private readonly StringBuilder _text = new();

    public byte[] ToUtf8() => Encoding.UTF8.GetBytes(_text.ToString());

    /// <summary>As it is.</summary>
    public void Raw(string text) => _text.Append(text);

    public void Head(string word, string name, string text) =>
        _text.Append("# ").Append(word).Append(' ').Append(name).Append(' ').Append(text).Append('\n');

    /// <summary>Without the end of the line: an exemplar may follow.</summary>
    public void Sample(string name, string labels, double value)
    {
        _text.Append(name);
        if (labels.Length > 0)
        {
            _text.Append('{').Append(labels).Append('}');
        }

        _text.Append(' ').Append(Number(value));
    }

    public static string Escaped(string help, bool withQuotes)
    {
        var escaped = help.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);
        return withQuotes ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }

    /// <summary>The fewest digits that read back.</summary>
    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
