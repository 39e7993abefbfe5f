using System.Text.RegularExpressions;
using Shop.Data;

namespace Shop.Api.Products;

/// <summary>The currencies the shop sells in: <c>SHOP_CURRENCIES</c>, comma-separated ISO 4217 codes; EUR, USD, GBP, JPY, INR by default.</summary>
internal sealed partial class Currencies
{
    private const string Key = "SHOP_CURRENCIES";

    /// <exception cref="SettingException">The configured list holds something else than codes.</exception>
    public Currencies(IConfiguration configuration)
    {
        Codes = (configuration[Key] is { Length: > 0 } configured ? configured : "EUR,USD,GBP,JPY,INR")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (Codes.Count == 0 || !Codes.All(code => Iso4217().IsMatch(code)))
        {
            throw new SettingException($"{Key} must list ISO 4217 codes in upper case, such as EUR,USD.");
        }
    }

    public IReadOnlyList<string> Codes { get; }

    [GeneratedRegex(@"\A[A-Z]{3}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Iso4217();
}
