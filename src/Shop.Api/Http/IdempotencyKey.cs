using Microsoft.Extensions.Primitives;

namespace Shop.Api.Http;

/// <summary>The client's name for a change that must happen once: 1 to 255 visible ASCII characters.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";
    private const int MaxLength = 255;

    public static Limit Limit { get; } = new() { MinLength = 1, MaxLength = MaxLength, Pattern = @"\A[!-~]+\z" };

    public static bool TryRead(StringValues header, out string key)
    {
        key = header.Count == 1 ? header.ToString() : "";
        return key.Length is > 0 and <= MaxLength && key.All(character => character is > ' ' and <= '~');
    }
}
