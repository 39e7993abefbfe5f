using System.Text;

namespace Shop.Api.Telemetry;

/// <summary>Names of instruments and tags as Prometheus takes them, by OpenTelemetry's Prometheus compatibility specification.</summary>
internal static class PrometheusNames
{
    private const string CounterSuffix = "_total";

    public static string Family(string instrument, string unit, FamilyType type)
    {
        var name = Sanitize(instrument, colonAllowed: true);
        if (type == FamilyType.Counter && name.EndsWith(CounterSuffix, StringComparison.Ordinal))
        {
            name = name[..^CounterSuffix.Length];
        }

        name = WithSuffix(name, PrometheusUnits.Suffix(unit));
        return type == FamilyType.Counter ? name.TrimEnd('_') + CounterSuffix : name;
    }

    public static string Label(string tag)
    {
        var name = Sanitize(tag, colonAllowed: false);

        // A tag of this name would make a second le in every bucket, and one such sample fails the whole scrape.
        return name is "le" ? "exported_le" : name;
    }

    private static string WithSuffix(string name, string suffix) =>
        suffix.Length == 0 || name.EndsWith("_" + suffix, StringComparison.Ordinal) || string.Equals(name, suffix, StringComparison.Ordinal)
            ? name
            : $"{name.TrimEnd('_')}_{suffix}";

    /// <summary>Every run of characters that Prometheus does not take becomes one underscore; a leading digit gets one in front.</summary>
    internal static string Sanitize(string name, bool colonAllowed)
    {
        var clean = new StringBuilder(name.Length + 1);
        foreach (var character in name)
        {
            if (char.IsAsciiLetterOrDigit(character) || (colonAllowed && character == ':'))
            {
                clean.Append(character);
            }
            else if (clean.Length == 0 || clean[^1] != '_')
            {
                clean.Append('_');
            }
        }

        if (clean.Length == 0 || char.IsAsciiDigit(clean[0]))
        {
            clean.Insert(0, '_');
        }

        return clean.ToString();
    }
}
