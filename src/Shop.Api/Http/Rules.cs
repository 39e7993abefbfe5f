using System.Globalization;
using System.Text.RegularExpressions;
using FluentValidation;
using Shop.Data;

namespace Shop.Api.Http;

/// <summary>
/// The rules of the contract, for nullable properties: all but <see cref="Required"/> let null pass. Of a field's broken rules the first
/// one is answered. Each has the contract's field code and goes on where the field's name ends.
/// </summary>
internal static partial class Rules
{
    public static IRuleBuilderOptions<T, TValue> Required<T, TValue>(this IRuleBuilder<T, TValue> rule) =>
        rule.Keeps(new Limit { IsRequired = true }, _ => true).Says(FieldCodes.Required, "is required");

    /// <summary>
    /// Length in code points. Control characters and bidi overrides are refused; line feed and tab pass where the text has lines.
    /// </summary>
    public static IRuleBuilderOptions<T, string?> Text<T>(this IRuleBuilder<T, string?> rule, int min, int max, bool multiline = false) =>
        rule
        .CodePoints(min, max)
        .Must(value => value is null || !TextRules.HasForbidden(value, multiline))
            .Says(FieldCodes.ForbiddenChars, TextRules.ForbiddenSentence);

    /// <summary>Length alone, whatever the characters: passwords.</summary>
    public static IRuleBuilderOptions<T, string?> CodePoints<T>(this IRuleBuilder<T, string?> rule, int min, int max) => rule
        .Keeps(new Limit { MinLength = min }, value => Length(value!) >= min)
            .Says(FieldCodes.MinLength, $"must have at least {Count(min, "character")}")
        .Keeps(new Limit { MaxLength = max }, value => Length(value!) <= max)
            .Says(FieldCodes.MaxLength, $"must have at most {Count(max, "character")}");

    public static IRuleBuilderOptions<T, long?> Between<T>(this IRuleBuilder<T, long?> rule, long min, long max) => rule
        .Keeps(new Limit { Min = min }, value => value >= min).Says(FieldCodes.Min, $"must be at least {Plain(min)}")
        .Keeps(new Limit { Max = max }, value => value <= max).Says(FieldCodes.Max, $"must be at most {Plain(max)}");

    public static IRuleBuilderOptions<T, string?> OneOf<T>(this IRuleBuilder<T, string?> rule, params string[] values) =>
        rule.Keeps(new Limit { Values = values }, value => values.Contains(value, StringComparer.Ordinal))
            .Says(FieldCodes.Enum, $"must be one of {string.Join(", ", values)}");

    /// <param name="set">A class with the values as constants.</param>
    public static IRuleBuilderOptions<T, string?> OneOf<T>(this IRuleBuilder<T, string?> rule, Type set) =>
        rule.OneOf(OneOfAttribute.ValuesOf(set));

    /// <param name="pattern">Must span the whole value: <c>\A…\z</c>, for <c>$</c> lets a line feed pass.</param>
    /// <param name="sentence">What a value that matches is like: "must be lower-case words joined by hyphens".</param>
    public static IRuleBuilderOptions<T, string?> Matching<T>(this IRuleBuilder<T, string?> rule, Regex pattern, string sentence) =>
        rule.Keeps(new Limit { Pattern = pattern.ToString() }, value => pattern.IsMatch(value!)).Says(FieldCodes.Pattern, sentence);

    public static IRuleBuilderOptions<T, string?> Uuid<T>(this IRuleBuilder<T, string?> rule) => rule
        .Keeps(new Limit { Format = "uuid" }, value => Uuids.IsUuid(value!)).Says(FieldCodes.Format, "must be a UUID");

    /// <summary><c>YYYY-MM-DD</c>, both ends included.</summary>
    public static IRuleBuilderOptions<T, string?> Date<T>(this IRuleBuilder<T, string?> rule, DateOnly min, DateOnly max) => rule
        .Keeps(new Limit { Format = "date" }, value => ReadDate(value!) is not null)
            .Says(FieldCodes.Format, "must be a date: YYYY-MM-DD")
        .Keeps(new Limit { Earliest = min }, value => ReadDate(value!) is not { } date || date >= min)
            .Says(FieldCodes.Min, $"must be {min:yyyy-MM-dd} or later")
        .Keeps(new Limit { Latest = max }, value => ReadDate(value!) is not { } date || date <= max)
            .Says(FieldCodes.Max, $"must be {max:yyyy-MM-dd} or earlier");

    /// <summary>RFC 3339: a date, a time with seconds, <c>Z</c> or an offset.</summary>
    public static IRuleBuilderOptions<T, string?> Time<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Keeps(new Limit { Format = "date-time" }, value => ReadTime(value!) is not null)
            .Says(FieldCodes.Format, "must be a time such as 2024-02-29T12:00:00Z");

    /// <summary>How many elements a list or a map may have.</summary>
    public static IRuleBuilderOptions<T, TList?> Count<T, TList>(this IRuleBuilder<T, TList?> rule, int min, int max)
        where TList : class, System.Collections.IEnumerable => rule
        .Keeps(new Limit { MinLength = min }, list => Length(list!) >= min)
            .Says(FieldCodes.MinLength, $"must have at least {Count(min, "element")}")
        .Keeps(new Limit { MaxLength = max }, list => Length(list!) <= max)
            .Says(FieldCodes.MaxLength, $"must have at most {Count(max, "element")}");

    /// <summary>For a rule of one's own that the API's document can show: <c>.Keeps(limit, …).Says(code, sentence)</c>.</summary>
    /// <param name="isKept">Asked about values that are not null; null passes.</param>
    public static IRuleBuilderOptions<T, TValue> Keeps<T, TValue>(
        this IRuleBuilder<T, TValue> rule, Limit limit, Func<TValue, bool> isKept) =>
        rule.SetValidator(new LimitValidator<T, TValue>(limit, isKept));

    /// <summary>For a rule of one's own: its code and its sentence.</summary>
    /// <param name="code">One of <see cref="FieldCodes"/>.</param>
    public static IRuleBuilderOptions<T, TValue> Says<T, TValue>(this IRuleBuilderOptions<T, TValue> rule, string code, string sentence) =>
        // FluentValidation reads braces as placeholders; a pattern's sentence may hold some.
        rule.WithErrorCode(code).WithMessage(_ => sentence);

    internal static DateTimeOffset? ReadTime(string value) =>
        Rfc3339().IsMatch(value)
        && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    internal static DateOnly? ReadDate(string value) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static int Length(string value) => value.EnumerateRunes().Count();

    private static int Length(System.Collections.IEnumerable list) =>
        list is System.Collections.ICollection collection ? collection.Count : list.Cast<object>().Count();

    // The framework keeps seven digits of a second.
    [GeneratedRegex(@"\A\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,7})?([Zz]|[+-]\d\d:\d\d)\z",
        RegexOptions.ExplicitCapture | RegexOptions.ECMAScript, matchTimeoutMilliseconds: 100)]
    private static partial Regex Rfc3339();

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{Plain(number)} {noun}s";

    private static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);
}
