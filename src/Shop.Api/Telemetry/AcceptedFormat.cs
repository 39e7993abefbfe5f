using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Shop.Api.Telemetry;

/// <summary>
/// Which format an Accept header asks for: what it likes best of what there is. The text format where it names neither, or can't be read:
/// people and old tools take that one.
/// </summary>
internal static class AcceptedFormat
{
    private const string OpenMetricsVersion = "1.0.0";
    private const string TextVersion = "0.0.4";

    public static ExpositionFormat Of(StringValues accept) =>
        MediaTypeHeaderValue.TryParseList(accept, out var wanted)
            ? wanted.Where(type => type.Quality is not 0).OrderByDescending(type => type.Quality ?? 1).Select(Named).FirstOrDefault(format => format is not null)
                ?? PrometheusText.Instance
            : PrometheusText.Instance;

    /// <summary>Null for a type or a version that is not written here.</summary>
    private static ExpositionFormat? Named(MediaTypeHeaderValue type) => type.MediaType.Value?.ToLowerInvariant() switch
    {
        "application/openmetrics-text" when IsVersion(type, OpenMetricsVersion) => OpenMetricsText.Instance,
        "text/plain" when IsVersion(type, TextVersion) => PrometheusText.Instance,
        "text/*" or "*/*" => PrometheusText.Instance,
        _ => null,
    };

    private static bool IsVersion(MediaTypeHeaderValue type, string version)
    {
        var asked = type.Parameters.FirstOrDefault(parameter => parameter.Name.Equals("version", StringComparison.OrdinalIgnoreCase));
        return asked is null || asked.GetUnescapedValue().Equals(version, StringComparison.Ordinal);
    }
}
