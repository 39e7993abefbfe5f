using System.Text;

namespace Shop.Fuzz.Tests;

/// <summary>Texts that have broken software before.</summary>
internal static class Specials
{
    public static readonly string[] Texts =
    [
        "", " ", "\t", "a\r\nb", "a\nb", "\0", "a\0b", "\u001B[31m", "\u007F", "\u0085", "\u2028", "\uFEFFa", "\u202Eabc",
        "\u2066a\u2069", "\u200Ea",
        "e\u0301", "\u212B", "ﬁ", "İ", "ß", "ı",
        "שלום", "مرحبا", "日本語", "😀", "👩‍👩‍👧‍👦", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A", "\uFFFE", "\uFFFF",
        "\uFDD0", "\U0010FFFF",
        "{", "}", "{}", "{*}", "{0}", "%s%n", "${7*7}", "{{7*7}}", "$(id)", "`id`", "' OR 1=1 --", "\";--", "<script>alert(1)</script>",
        "\\", "\\\\", "\"", "'", "__proto__", "constructor", "toString", "$ref", "$type", "null", "undefined", "true", "NaN", "-0",
        "0x10", "1e309",
        "@name:{*}", "*", "?", "[a-z]", "(((", "-", "_", ".", "..", "../../etc/passwd", "%00", "%2F", "%zz", "+", "&", "=", "#", ";",
        ":", "product:{x}",
        "*3\r\n$3\r\nSET\r\n", "shop:seq", "redis.call('FLUSHALL')", "|", "|||", ",", ",,", "\"1\"", "W/\"1\"", "1.5", "2026-02-30",
        "9999-12-31T23:59:59.999Z",
        "0001-01-01T00:00:00Z", "2026-01-01T00:00:00+14:00", "00000000-0000-0000-0000-000000000000", "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
        "me", "tok_declined", "tok_insufficient_funds", "tok_expired_card", "a@b", "a@b.c", "a@@b.cc", "\"a b\"@example.com",
        "a@xn--n3h.com", "javascript:alert(1)",
        "https://", "https://a:b@c/", "https://[::1]/", "http://a", "https://例え.jp/ä", "eur", "EUR ", "ZZZ", "xx", "ADMIN", "Pending",
        "paid",
    ];

    public static readonly string[] Numbers =
    [
        "0", "-0", "-1", "1", "1.0", "1e3", "1E400", "-1e400", "0.1", "19.99", "2147483647", "2147483648", "-2147483649", "4294967296",
        "9007199254740991",
        "9007199254740992", "9007199254740993", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
        "-9223372036854775809",
        "18446744073709551616", "123456789012345678901234567890", "99999999999", "100000000000", "1000000", "1000001", "1000000001",
        "1" + "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
    ];

    /// <summary>What stands where a value belongs though it is no JSON value.</summary>
    public static readonly string[] NoJson =
    [
        "NaN", "Infinity", "-", "+1", "01", ".5", "1.", "0x1F", "True", "nul", "undefined", "'a'", "\"\\ud800\"", "\"\\udc00\\ud800\"",
        "\"\\ud83d\\ude00\"",
        "\"\\u0000\"", "\"\\u00\"", "\"\\x41\"", "\"a\nb\"", "\"a", "/*c*/1", "1//c\n", "[1,]", "{\"a\":1,}", "{,}", "[,]", "{1:2}",
        "", "1 2",
    ];

    public static T Of<T>(this Random random, IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    public static bool Chance(this Random random, double share) => random.NextDouble() < share;

    /// <summary>The text's UTF-8, one byte a character, as a request's head takes it.</summary>
    public static string InHead(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
