using System.Globalization;
using System.Text;

namespace Shop.Api.Telemetry;

/// <summary>Tags as the inside of the braces: <c>a="1",b="2"</c>, sorted by name and escaped.</summary>
internal static class LabelText
{
    public static string Of(IEnumerable<KeyValuePair<string, object?>> tags)
    {
        var text = new StringBuilder();

        // Tags that differ only in characters that Prometheus does not take share one label (OpenTelemetry's rule).
        var labels = tags
            .OrderBy(tag => tag.Key, StringComparer.Ordinal)
            .GroupBy(tag => PrometheusNames.Label(tag.Key), tag => Value(tag.Value), StringComparer.Ordinal)
            .OrderBy(label => label.Key, StringComparer.Ordinal);
        foreach (var label in labels)
        {
            text.Append(text.Length == 0 ? "" : ",").Append(label.Key).Append("=\"");
            AppendEscaped(text, string.Join(';', label));
            text.Append('"');
        }

        return text.ToString();
    }

    private static string Value(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static void AppendEscaped(StringBuilder text, string value)
    {
        foreach (var character in value)
        {
            _ = character switch
            {
                '\\' => text.Append(@"\\"),
                '"' => text.Append("\\\""),
                '\n' => text.Append(@"\n"),
                _ => text.Append(character),
            };
        }
    }
}
