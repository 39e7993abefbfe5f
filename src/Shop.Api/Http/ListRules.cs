using System.Text.RegularExpressions;
using FluentValidation;
using FluentValidation.Results;
using Shop.Api.Http.Json;

namespace Shop.Api.Http;

/// <summary>Rules that name one element of a list or a map.</summary>
internal static class ListRules
{
    /// <summary>No element twice: the violation points at the second one.</summary>
    public static IRuleBuilderOptionsConditions<T, IReadOnlyList<string>?> Distinct<T>(this IRuleBuilder<T, IReadOnlyList<string>?> rule) =>
        rule.Distinct(item => item);

    /// <param name="key">What may not repeat; null is no repetition.</param>
    /// <param name="field">The element's property that repeats, where it is a record: <c>ProductId</c>.</param>
    public static IRuleBuilderOptionsConditions<T, IReadOnlyList<TItem>?> Distinct<T, TItem>(
        this IRuleBuilder<T, IReadOnlyList<TItem>?> rule, Func<TItem, string?> key, string? field = null) =>
        rule.Keeps(new Limit { IsDistinct = true }, _ => true).Custom((list, context) =>
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < (list?.Count ?? 0); index++)
        {
            if (key(list![index]) is { } value && !seen.Add(value))
            {
                var path = $"{context.PropertyPath}[{index}]" + (field is null ? "" : "." + field);
                context.AddFailure(new ValidationFailure(path, "must not be given twice") { ErrorCode = FieldCodes.Duplicate });
            }
        }
    });

    /// <summary>A map of texts: each violation points at its entry.</summary>
    public static IRuleBuilderOptionsConditions<T, IReadOnlyDictionary<string, string>?> Entries<T>(
        this IRuleBuilder<T, IReadOnlyDictionary<string, string>?> rule, Regex keys, string keySentence, int maxLength) =>
        rule.Keeps(EntryLimit(keys, maxLength), _ => true).Custom((map, context) =>
    {
        foreach (var (key, value) in map ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            if (!keys.IsMatch(key))
            {
                context.AddFailure(Entry(context.PropertyPath, key, FieldCodes.Pattern, keySentence));
            }
            else if (value.EnumerateRunes().Count() > maxLength)
            {
                context.AddFailure(Entry(context.PropertyPath, key, FieldCodes.MaxLength, $"must have at most {maxLength} characters"));
            }
            else if (TextRules.HasForbidden(value, multiline: false))
            {
                context.AddFailure(Entry(context.PropertyPath, key, FieldCodes.ForbiddenChars, TextRules.ForbiddenSentence));
            }
        }
    });

    private static Limit EntryLimit(Regex keys, int maxLength) =>
        new() { Keys = new Limit { Pattern = keys.ToString() }, Entries = new Limit { MaxLength = maxLength } };

    private static ValidationFailure Entry(string path, string key, string code, string sentence) =>
        new(path, sentence) { ErrorCode = code, CustomState = new MapEntry(key) };
}
