using System.Text.RegularExpressions;

namespace Shop.Api.Http;

/// <summary>The names that callers and proxies give to requests.</summary>
internal static partial class Names
{
    public const string Pattern = @"\A[A-Za-z0-9._-]{1,128}\z";

    [GeneratedRegex(Pattern, RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Allowed { get; }

    /// <summary>The header's value where it is one proper name, else a new one.</summary>
    public static string Read(HttpContext context, string header)
    {
        var value = context.Request.Headers[header];
        return value is [{ } name] && Allowed.IsMatch(name) ? name : Make(context);
    }

    private static string Make(HttpContext context)
    {
        var clock = context.RequestServices.GetRequiredService<TimeProvider>();
        return Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
    }
}
