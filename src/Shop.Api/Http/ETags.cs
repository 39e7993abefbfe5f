using Microsoft.Extensions.Primitives;

namespace Shop.Api.Http;

/// <summary>The lists of entity tags in <c>If-Match</c> and <c>If-None-Match</c> (RFC 9110, 8.8.3 and 13.1).</summary>
internal static class ETags
{
    /// <summary>A value for <see cref="Change.IfMatch"/> that is no object's version.</summary>
    public const string NoMatch = "W";

    /// <summary>The header as <see cref="Change.IfMatch"/> has it; null when it can't be parsed.</summary>
    public static string? ReadIfMatch(StringValues header)
    {
        if (header.Count == 0)
        {
            return "";
        }

        if (!TryParse(header.ToString(), out var any, out var tags))
        {
            return null;
        }

        // "" and "*" in quotes are tags that no object has; without their quotes they would mean something else.
        var strong = tags.Where(tag => !tag.IsWeak && tag.Value is not ("" or "*")).Select(tag => tag.Value).ToList();
        return any ? "*" : strong.Count == 0 ? NoMatch : string.Join(' ', strong);
    }

    /// <summary>Whether <c>If-None-Match</c> of a GET or HEAD names the tag: compared weakly, as for 304.</summary>
    public static bool IsKnownToClient(HttpRequest request, string tag) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && request.Headers.IfNoneMatch.Count > 0
        && TryParse(request.Headers.IfNoneMatch.ToString(), out var any, out var tags)
        && (any || tags.Any(known => string.Equals(known.Value, tag, StringComparison.Ordinal)));

    /// <param name="header">All lines of the header, joined by commas.</param>
    /// <param name="any">Whether it is <c>*</c>.</param>
    public static bool TryParse(string header, out bool any, out IReadOnlyList<EntityTag> tags)
    {
        var found = new List<EntityTag>();
        tags = found;
        var rest = header.AsSpan().Trim(" \t");
        any = rest is "*";
        while (!any && rest.Length > 0)
        {
            // RFC 9110, 5.6.1: empty elements of a list are skipped.
            if (rest[0] != ',' && !TryTakeTag(ref rest, found))
            {
                return false;
            }

            rest = rest.TrimStart(" \t");
            if (rest.Length > 0 && rest[0] != ',')
            {
                return false;
            }

            rest = rest.TrimStart(", \t");
        }

        return any || found.Count > 0;
    }

    private static bool TryTakeTag(ref ReadOnlySpan<char> rest, List<EntityTag> found)
    {
        var isWeak = rest.StartsWith("W/", StringComparison.Ordinal);
        var quoted = isWeak ? rest[2..] : rest;
        var length = quoted.Length > 0 && quoted[0] == '"' ? quoted[1..].IndexOf('"') : -1;
        if (length < 0 || quoted.Slice(1, length).ContainsAnyExcept(TagCharacters))
        {
            return false;
        }

        found.Add(new EntityTag(quoted.Slice(1, length).ToString(), isWeak));
        rest = quoted[(length + 2)..];
        return true;
    }

    // etagc: visible ASCII without the quote, and anything beyond ASCII.
    private static readonly System.Buffers.SearchValues<char> TagCharacters =
        System.Buffers.SearchValues.Create(
            [.. Enumerable.Range(0x21, 0xFF - 0x21 + 1).Where(c => c is not (0x22 or 0x7F)).Select(c => (char)c)]);
}

internal sealed record EntityTag(string Value, bool IsWeak);
