using System.Text.RegularExpressions;
using FluentValidation;
using Shop.Api.Http;

namespace Shop.Api.Products;

/// <summary>What categories and tags are called.</summary>
internal static partial class SlugRule
{
    public static IRuleBuilderOptions<T, string?> Slug<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Text(1, 64).Matching(Pattern(), "must be lower-case words joined by hyphens");

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Pattern();
}
