using System.Text.RegularExpressions;

namespace Shop.Api.Http;

/// <summary>
/// What an id looks like. The framework's own reader also takes spaces around it and a plus sign for a leading zero: one product would have
/// many spellings, and a purchase that names it twice would be told two products.
/// </summary>
internal static partial class Uuids
{
    public static bool IsUuid(string? text) => text is not null && Pattern().IsMatch(text);

    [GeneratedRegex(@"\A[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Pattern();
}
