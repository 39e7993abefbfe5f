using System.Text.RegularExpressions;
using FluentValidation;
using Shop.Api.Http;
using Shop.Data.Products;

namespace Shop.Api.Products;

internal sealed class NewProductValidator : AbstractValidator<NewProductRequest>
{
    public NewProductValidator(Currencies currencies)
    {
        Include(new ProductFieldRules<NewProductRequest>(currencies));
        RuleFor(product => product.InitialStock).Between(0, 1_000_000);
    }
}

internal sealed class ProductValidator : AbstractValidator<ProductRequest>
{
    public ProductValidator(Currencies currencies) => Include(new ProductFieldRules<ProductRequest>(currencies));
}

internal sealed partial class ProductFieldRules<T> : AbstractValidator<T> where T : ProductRequest
{
    private static readonly DateOnly Earliest = new(1900, 1, 1);
    private static readonly DateOnly Latest = new(2100, 12, 31);

    public ProductFieldRules(Currencies currencies)
    {
        RuleFor(product => product.Sku).Required()
            .Matching(Sku(), "must be 1 to 64 letters, digits, dots, hyphens or underscores, and begin with a letter or digit");
        RuleFor(product => product.Name).Required().Text(1, 200);
        RuleFor(product => product.Description).Text(0, 5000, multiline: true);
        RuleFor(product => product.Brand).Text(0, 100);
        RuleFor(product => product.Price).Required().SetValidator(new MoneyValidator(currencies)!);
        RuleFor(product => product.Categories).Count(0, 10).Distinct();
        RuleForEach(product => product.Categories).Slug();
        RuleFor(product => product.Tags).Count(0, 20).Distinct();
        RuleForEach(product => product.Tags).Slug();
        RuleFor(product => product.Images).Count(0, 10);
        RuleForEach(product => product.Images).SetValidator(new ImageValidator());
        RuleFor(product => product.Attributes).Count(0, 50)
            .Entries(AttributeName(), "must have a name of 1 to 64 letters, digits, dots, hyphens or underscores that begins with a letter", 500);
        RuleFor(product => product.ManufacturedOn).Date(Earliest, Latest);
        RuleFor(product => product.MaxPerPurchase).Between(1, 1000);
        RuleFor(product => product.Status).OneOf(typeof(ProductStatus));
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Sku();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_.-]{0,63}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex AttributeName();
}

internal sealed partial class ImageValidator : AbstractValidator<ImageRequest>
{
    public ImageValidator()
    {
        RuleFor(image => image.Url).Required().Text(1, 2048)
            .Keeps(new Limit { Format = "uri", Pattern = Https().ToString() }, url => Https().IsMatch(url!) && IsPublicAddress(url!))
            .Says(FieldCodes.Format, "must be an https address, percent-encoded, without user name and password");
        RuleFor(image => image.Alt).Text(0, 200);
    }

    private static bool IsPublicAddress(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.Host.Length > 0
        && uri.UserInfo.Length == 0 && !AuthorityOf(url).Contains('@', StringComparison.Ordinal);

    // An empty user name ("https://@host") is none to the parser, and still misleads a reader.
    private static string AuthorityOf(string url) => url["https://".Length..].Split('/', '?', '#')[0];

    // The characters of RFC 3986: what a browser would have to mend is no address to hand to one.
    [GeneratedRegex(@"\A[Hh][Tt][Tt][Pp][Ss]://([A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Https();
}

internal sealed class MoneyValidator : AbstractValidator<MoneyRequest>
{
    /// <summary>The largest amount that any money of the shop has: 999 999 999.99 in a currency with cents.</summary>
    public const long MaxAmount = 99_999_999_999;

    public MoneyValidator(Currencies currencies)
    {
        RuleFor(money => money.Amount).Required().Between(0, MaxAmount);
        RuleFor(money => money.Currency).Required().OneOf([.. currencies.Codes]);
    }
}
