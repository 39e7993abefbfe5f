using System.Text;
using System.Text.Json;
using FluentValidation.Results;

namespace Shop.Api.Http.Json;

/// <summary>JSON pointers (RFC 6901) behind a <c>#</c>.</summary>
internal static class JsonPointer
{
    public const string Root = "#";

    public static string Append(string pointer, string name) =>
        $"{pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    public static string Append(string pointer, int index) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{pointer}/{index}");

    /// <summary>
    /// Where a rule was broken. A rule about the key of a map, which no property path can name, leaves the pointer in the failure's
    /// state.
    /// </summary>
    public static string OfFailure(ValidationFailure failure) =>
        failure.CustomState is MapEntry entry ? Append(OfPath(failure.PropertyName), entry.Key) : OfPath(failure.PropertyName);

    /// <summary><c>Items[0].ProductId</c> is <c>#/items/0/productId</c>.</summary>
    public static string OfPath(string path)
    {
        var pointer = new StringBuilder(Root);
        foreach (var part in path.Split(['.', '['], StringSplitOptions.RemoveEmptyEntries))
        {
            var name = part.TrimEnd(']');
            pointer.Append('/').Append(JsonNamingPolicy.CamelCase.ConvertName(name));
        }

        return pointer.ToString();
    }
}

/// <summary>The entry of a map that a rule is about.</summary>
internal sealed record MapEntry(string Key);
