using System.Collections.Frozen;

namespace Shop.Api.Telemetry;

/// <summary>
/// A UCUM unit as the word that ends a Prometheus name: "By" → "bytes", "By/s" → "bytes_per_second", "{purchase}" and "1" → nothing.
/// </summary>
internal static class PrometheusUnits
{
    private static readonly FrozenDictionary<string, string> Words = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["d"] = "days",
        ["h"] = "hours",
        ["min"] = "minutes",
        ["s"] = "seconds",
        ["ms"] = "milliseconds",
        ["us"] = "microseconds",
        ["ns"] = "nanoseconds",
        ["By"] = "bytes",
        ["KiBy"] = "kibibytes",
        ["MiBy"] = "mebibytes",
        ["GiBy"] = "gibibytes",
        ["TiBy"] = "tibibytes",
        ["KBy"] = "kilobytes",
        ["kBy"] = "kilobytes",
        ["MBy"] = "megabytes",
        ["GBy"] = "gigabytes",
        ["TBy"] = "terabytes",
        ["m"] = "meters",
        ["g"] = "grams",
        ["V"] = "volts",
        ["A"] = "amperes",
        ["J"] = "joules",
        ["W"] = "watts",
        ["Cel"] = "celsius",
        ["Hz"] = "hertz",
        ["%"] = "percent",
        ["1"] = "",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Singular = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["s"] = "second",
        ["min"] = "minute",
        ["h"] = "hour",
        ["d"] = "day",
        ["wk"] = "week",
        ["mo"] = "month",
        ["y"] = "year",
        ["m"] = "meter",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Suffix(string unit)
    {
        var bare = WithoutAnnotations(unit);
        var slash = bare.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return Word(bare, Words);
        }

        var per = Word(bare[(slash + 1)..], Singular);
        return per.Length == 0 ? Word(bare[..slash], Words) : $"{Word(bare[..slash], Words)}_per_{per}".TrimStart('_');
    }

    private static string Word(string unit, FrozenDictionary<string, string> words) =>
        words.TryGetValue(unit, out var word) ? word
        : unit.Length == 0 ? ""
        : PrometheusNames.Sanitize(unit, colonAllowed: false).Trim('_');

    private static string WithoutAnnotations(string unit)
    {
        for (var open = unit.IndexOf('{', StringComparison.Ordinal); open >= 0; open = unit.IndexOf('{', StringComparison.Ordinal))
        {
            var close = unit.IndexOf('}', open);
            unit = close < 0 ? unit[..open] : unit.Remove(open, close - open + 1);
        }

        return unit;
    }
}
