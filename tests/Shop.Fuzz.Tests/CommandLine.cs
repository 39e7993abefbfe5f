using System.Globalization;
using System.Text;

namespace Shop.Fuzz.Tests;

/// <summary>A request as a line for bash that repeats it: curl, or the bytes themselves where curl would not send them.</summary>
internal static class CommandLine
{
    private const int LongestShown = 8 * 1024;

    public static string Of(FuzzRequest request, Uri server)
    {
        if (request.HeadEdit is not null || !IsPlain(request.Target) || request.Headers.Any(header => !IsPlain(header.Name + header.Value)))
        {
            return $"printf %b {Quoted(request.ToBytes(server.Authority))} | nc -q 5 {server.Host} {server.Port}";
        }

        var url = server.GetLeftPart(UriPartial.Authority) + request.Target;
        var line = new StringBuilder($"curl -sig --path-as-is -X {request.Method} '{url}'");
        foreach (var (name, value) in request.Headers)
        {
            line.Append(CultureInfo.InvariantCulture, $" -H '{name}{(value.Length == 0 ? ";" : ": " + value)}'");
        }

        if (request.Body is not null)
        {
            line.Append(request.IsChunked ? " -H 'Transfer-Encoding: chunked'" : "")
                .Append(CultureInfo.InvariantCulture, $" --data-binary @<(printf %b {Quoted(request.Body)})");
        }

        return line.ToString();
    }

    private static bool IsPlain(string text) => text.All(c => c is >= ' ' and <= '~' and not '\'');

    /// <summary>For printf %b.</summary>
    public static string Quoted(byte[] bytes)
    {
        var text = new StringBuilder();
        foreach (var one in bytes.Take(LongestShown))
        {
            text.Append(one is >= 0x20 and <= 0x7E and not (0x27 or 0x5C)
                ? ((char)one).ToString()
                : "\\x" + one.ToString("X2", CultureInfo.InvariantCulture));
        }

        return bytes.Length > LongestShown ? $"'{text}'  # cut at {LongestShown} of {bytes.Length} bytes: repeat the seed" : $"'{text}'";
    }
}
