namespace Shop.Api.Http;

/// <summary>The closed set of what can be wrong with a field, a parameter or a header.</summary>
internal static class FieldCodes
{
    public const string Required = "required";
    public const string Type = "type";
    public const string Min = "min";
    public const string Max = "max";
    public const string MinLength = "min_length";
    public const string MaxLength = "max_length";
    public const string Pattern = "pattern";
    public const string Format = "format";
    public const string Enum = "enum";
    public const string Duplicate = "duplicate";
    public const string UnknownField = "unknown_field";
    public const string ReadOnly = "read_only";
    public const string CommonPassword = "common_password";
    public const string ForbiddenChars = "forbidden_chars";

    public static IReadOnlyList<string> All { get; } =
    [
        Required, Type, Min, Max, MinLength, MaxLength, Pattern, Format, Enum, Duplicate, UnknownField, ReadOnly,
        CommonPassword, ForbiddenChars,
    ];
}
