using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Shop.Api.Http;

/// <summary>
/// A query as it was sent: in order, with its repetitions, names in their own case. The framework's collection merges all that.
/// </summary>
internal static class QueryString
{
    /// <param name="query">With or without its question mark.</param>
    /// <returns>A value is null where it is no percent-encoded UTF-8. A name that is none stays as it was sent.</returns>
    public static IEnumerable<(string Name, string? Value)> Read(string? query)
    {
        foreach (var pair in (query ?? "").TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = equals < 0 ? (pair, "") : (pair[..equals], pair[(equals + 1)..]);
            yield return (Decode(name) ?? name, Decode(value));
        }
    }

    /// <summary>A whole number in the one spelling that JSON has for it: no plus sign, no leading zero. Null for anything else.</summary>
    public static long? ReadNumber(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && string.Equals(number.ToString(CultureInfo.InvariantCulture), text, StringComparison.Ordinal) ? number : null;

    private static string? Decode(string encoded)
    {
        var bytes = Encoding.UTF8.GetBytes(encoded.Replace('+', ' ')).AsSpan();
        var length = 0;
        for (var at = 0; at < bytes.Length; at++)
        {
            if (bytes[at] != '%')
            {
                bytes[length++] = bytes[at];
                continue;
            }

            if (at + 2 >= bytes.Length
                || Convert.FromHexString(bytes.Slice(at + 1, 2), bytes.Slice(length, 1), out _, out _) != OperationStatus.Done)
            {
                return null;
            }

            length++;
            at += 2;
        }

        return Utf8.IsValid(bytes[..length]) ? Encoding.UTF8.GetString(bytes[..length]) : null;
    }
}
