namespace Shop.Api.Http;

/// <summary>One thing wrong with a request: an element of a problem's <c>errors</c>.</summary>
/// <param name="Place"><c>pointer</c>, <c>parameter</c> or <c>header</c>.</param>
/// <param name="At">The JSON pointer, or the parameter's or header's name.</param>
/// <param name="Code">One of <see cref="FieldCodes"/>.</param>
/// <param name="Detail">Goes on where the name ends: "must be at least 1".</param>
internal sealed record Violation(string Place, string At, string Code, string Detail)
{
    public static Violation InBody(string pointer, string code, string detail) => new("pointer", pointer, code, detail);

    public static Violation InQuery(string parameter, string code, string detail) => new("parameter", parameter, code, detail);

    public static Violation InHeader(string header, string code, string detail) => new("header", header, code, detail);
}
